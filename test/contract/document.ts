import { readContract, type Contract } from '../../src/contract/index.ts';

/** What the tests know of a part of the contract. */
export type Part = Record<string, unknown>;

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws where there is no such part: the test is out of date */
export function partOf(root: unknown, names: readonly string[]): Part {
  const part = names.reduce<unknown>((value, name) => (isPart(value) ? value[name] : undefined), root);
  if (!isPart(part)) throw new Error(`The contract has no ${names.join(' ')}.`);
  return part;
}

/** A copy of the bundled contract with one part changed. */
export function changedContract(names: readonly string[], change: (part: Part) => void): Contract['document'] {
  const document = structuredClone(readContract().document);
  change(partOf(document, names));
  return document;
}

function resolve(root: unknown, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(root, item));
  if (!isPart(value)) return value;
  const { $ref: reference } = value;
  if (typeof reference === 'string') return resolve(root, partOf(root, reference.slice('#/'.length).split('/')));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolve(root, member)]));
}

/** The bundled contract without references. */
export function resolvedContract(): unknown {
  const { document } = readContract();
  return resolve(document, document);
}

/** An example, where it stands, and the schema that it is an example of. */
export interface Example {
  readonly where: string;
  readonly schema: Part;
  readonly value: unknown;
}

const schemaKeywords = ['type', 'allOf', 'oneOf', 'anyOf', 'enum', 'const'];

/** Every example of the document: beside a schema (`example`, `examples` by name), and inside one (`examples`, a list). */
export function examplesOf(value: unknown, where = '#'): Example[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => examplesOf(item, `${where}/${index}`));
  if (!isPart(value)) return [];
  const { schema, example, examples } = value;
  const found: Example[] = [];
  if (isPart(schema) && 'example' in value) found.push({ where, schema, value: example });
  if (isPart(schema) && isPart(examples)) {
    for (const [name, named] of Object.entries(examples)) {
      if (isPart(named)) found.push({ where: `${where}/examples/${name}`, schema, value: named['value'] });
    }
  }
  if (Array.isArray(examples) && schemaKeywords.some((keyword) => keyword in value)) {
    found.push(...examples.map((item: unknown) => ({ where: `${where}/examples`, schema: value, value: item })));
  }
  const members = Object.entries(value).filter(([name]) => name !== 'example' && name !== 'examples');
  return [...found, ...members.flatMap(([name, member]) => examplesOf(member, `${where}/${name}`))];
}
