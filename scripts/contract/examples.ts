/** Checks the examples and defaults of the contract against their schemas. */
import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import { isRecord } from '../../src/values/is-record.ts';
import { escapePointer } from '../../src/values/json-pointer.ts';
import { ContractError } from './contract-error.ts';
import type { Schema } from './declared-operation.ts';

/** An example or a default, its place in the contract, and its schema. */
export interface Sample {
  readonly where: string;
  readonly schema: Schema;
  readonly value: unknown;
}

const schemaKeywords = ['type', 'allOf', 'oneOf', 'anyOf', 'enum', 'const'];

function samplesBeside(holder: Schema, where: string): Sample[] {
  const { schema, example, examples = {} } = holder;
  if (!isRecord(schema)) return [];
  const named = isRecord(examples) ? Object.entries(examples) : [];
  return [
    ...('example' in holder ? [{ where: `${where}/example`, schema, value: example }] : []),
    ...named.map(([name, entry]) => ({
      where: `${where}/examples/${name}`,
      schema,
      value: isRecord(entry) ? entry['value'] : undefined,
    })),
  ];
}

function samplesWithin(schema: Schema, where: string): Sample[] {
  if (!schemaKeywords.some((keyword) => keyword in schema)) return [];
  const { examples } = schema;
  const listed: readonly unknown[] = Array.isArray(examples) ? examples : [];
  return [
    ...listed.map((value, index) => ({ where: `${where}/examples/${index}`, schema, value })),
    ...('default' in schema ? [{ where: `${where}/default`, schema, value: schema['default'] }] : []),
  ];
}

/** Finds every example and default in a part of the contract. References must be resolved. */
export function samplesOf(value: unknown, where: string): Sample[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => samplesOf(item, `${where}/${index}`));
  if (!isRecord(value)) return [];
  const members = Object.entries(value).filter(([name]) => !['example', 'examples', 'default'].includes(name));
  return [
    ...samplesBeside(value, where),
    ...samplesWithin(value, where),
    ...members.flatMap(([name, member]) => samplesOf(member, `${where}/${escapePointer(name)}`)),
  ];
}

/**
 * Validates every example and every default of a contract.
 *
 * @param document the contract, its references resolved
 * @throws ContractError naming each fault and its place (RFC 6901)
 */
export function checkExamples(document: object, ajv: Ajv2020): void {
  const compiled = new Map<Schema, ValidateFunction>();
  const broken = samplesOf(document, '#').flatMap(({ where, schema, value }) => {
    const validate = compiled.get(schema) ?? ajv.compile(schema);
    compiled.set(schema, validate);
    if (validate(value)) return [];
    return [`${where} breaks its schema: ${ajv.errorsText(validate.errors, { dataVar: '' })}`];
  });
  if (broken.length > 0) throw new ContractError(broken.join('\n'));
}
