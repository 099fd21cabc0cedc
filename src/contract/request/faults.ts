import type { ErrorObject } from 'ajv/dist/2020.js';
import { escapePointer } from '../../values/json-pointer.ts';
import { problem, type Fault } from '../../values/problems.ts';
import { brokenKeyword, faultSentence } from './fault-sentences.ts';

/** The contract's limits of a ValidationProblem: faults, and characters of each text. */
export const maxFaults = 100;
const maxLength = 1000;

function clip(text: string): string {
  return (text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text).toWellFormed();
}

function stringParameter(error: ErrorObject, name: string): string | undefined {
  const value: unknown = error.params[name];
  return typeof value === 'string' ? value : undefined;
}

/** Shortens a JSON Pointer. Half an escape at the end would make it invalid (RFC 6901, section 3). */
function clipPointer(pointer: string): string {
  return pointer.length > maxLength ? `${clip(pointer).slice(0, -1).replace(/~$/, '')}…` : clip(pointer);
}

function pointerOf(error: ErrorObject): string {
  const named = ['additionalProperty', 'unevaluatedProperty', 'missingProperty'];
  const member = named.map((name) => stringParameter(error, name)).find((name) => name !== undefined);
  return member === undefined ? error.instancePath : `${error.instancePath}/${escapePointer(member)}`;
}

/**
 * Converts Ajv's errors about a request body to the faults of a ValidationProblem, up to the number that a response may
 * have: a body may have thousands. A format and the pattern that spells it out fail together: two errors, one fault.
 */
export function bodyFaults(errors: readonly ErrorObject[]): Fault[] {
  const faults = new Map<string, Fault>();
  for (const error of errors) {
    if (faults.size >= maxFaults) break;
    const pointer = pointerOf(error);
    const detail = faultSentence(error);
    const sentence = `${pointer} ${detail}`;
    if (faults.has(sentence)) continue;
    faults.set(sentence, { pointer: clipPointer(pointer), detail: clip(detail), code: brokenKeyword(error) });
  }
  return [...faults.values()];
}

/** Names items of a list, the first of which is 1: ` (items 2, 5)`. Empty if there are none. */
function itemNumbers(items: readonly number[]): string {
  return items.length === 0 ? '' : ` (item${items.length === 1 ? '' : 's'} ${items.join(', ')})`;
}

/**
 * Converts Ajv's errors about an object of path or query parameters to the faults of a ValidationProblem. Items of a
 * list that break the same rule are one fault, which names them.
 */
export function parameterFaults(errors: readonly ErrorObject[]): Fault[] {
  const faults = new Map<string, { parameter: string; detail: string; code: string; items: number[] }>();
  for (const error of errors) {
    const [parameter = '', item] = pointerOf(error).slice(1).split('/');
    const code = brokenKeyword(error);
    const detail = faultSentence(error);
    const rule = `${parameter} ${code} ${detail}`;
    const fault = faults.get(rule) ?? { parameter, detail, code, items: [] };
    if (item !== undefined) fault.items.push(Number(item) + 1);
    faults.set(rule, fault);
  }
  return [...faults.values()].map(({ items, ...fault }) => ({
    ...fault,
    detail: clip(`${fault.detail}${itemNumbers(items)}`),
  }));
}

/** Converts Ajv's errors about an object of headers to the faults of a ValidationProblem. */
export function headerFaults(errors: readonly ErrorObject[]): Fault[] {
  return errors.map((error) => ({
    header: pointerOf(error).slice(1),
    detail: clip(faultSentence(error)),
    code: brokenKeyword(error),
  }));
}

/** The fault of a header that stands in a request more than once. */
export function repeatedHeader(header: string): Fault {
  return { header, detail: 'must be sent once', code: 'repeated' };
}

/** Summarises the faults of a request in one sentence. */
function summarise(faults: readonly Fault[]): string {
  const count = faults.length < maxFaults ? String(faults.length) : `at least ${maxFaults}`;
  const places = faults.length === 1 ? '1 place' : `${count} places`;
  return `The request breaks the contract in ${places}. See errors.`;
}

/** Refuses a request whose values break the contract. */
export function validationFailed(faults: readonly Fault[]) {
  return problem('/problems/validation-failed', { detail: summarise(faults), errors: faults });
}
