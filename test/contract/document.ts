import type { ContractDocument } from '../../scripts/contract/declared-contract.ts';
import { readContract } from '../../src/contract/index.ts';

/** What the tests know of a part of the contract. */
export type Part = Record<string, unknown>;

/** Whether a value is a JSON object. */
export function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws where there is no such part: the test is out of date */
export function partOf(root: unknown, names: readonly string[]): Part {
  const part = names.reduce<unknown>((value, name) => (isPart(value) ? value[name] : undefined), root);
  if (!isPart(part)) throw new Error(`The contract has no ${names.join(' ')}.`);
  return part;
}

/** The bundled contract. */
export function contractDocument(): ContractDocument {
  return JSON.parse(readContract().json) as ContractDocument;
}

/** A copy of the bundled contract with one part changed. */
export function changedContract(names: readonly string[], change: (part: Part) => void): ContractDocument {
  const document = contractDocument();
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
  const document = contractDocument();
  return resolve(document, document);
}
