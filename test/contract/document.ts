import {
  parseContract,
  readDeclaredContract,
  type ContractDocument,
  type DeclaredContract,
} from '../../scripts/contract/declared-contract.ts';
import { readContract } from '../../src/contract/index.ts';

/** A JSON object of the contract. */
export type Part = Record<string, unknown>;

/** True for a JSON object. */
export function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Finds a part of the contract. @throws if there is none: the test is out of date */
export function partOf(root: unknown, names: readonly string[]): Part {
  const part = names.reduce<unknown>((value, name) => (isPart(value) ? value[name] : undefined), root);
  if (!isPart(part)) throw new Error(`The contract has no ${names.join(' ')}.`);
  return part;
}

/** Reads the bundled contract, with its references. */
export function contractDocument(): ContractDocument {
  return parseContract(readContract().json);
}

/** A copy of the bundled contract with one part changed. */
export function changedContract(names: readonly string[], change: (part: Part) => void): ContractDocument {
  const document = contractDocument();
  change(partOf(document, names));
  return document;
}

/** The bundled contract as the compiler reads it. */
export async function declaredContract(): Promise<DeclaredContract> {
  return readDeclaredContract(contractDocument());
}

/** The bundled contract without references. */
export async function resolvedContract(): Promise<ContractDocument> {
  return (await declaredContract()).document;
}
