import type { ErrorObject } from 'ajv/dist/2020.js';
import type { Fault } from '../../values/problems.ts';

/** The contract's limits for a ValidationProblem. */
export const maxFaults = 100;
const maxLength = 1000;

function clip(text: string): string {
  return (text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text).toWellFormed();
}

function stringParameter(error: ErrorObject, name: string): string | undefined {
  const value: unknown = error.params[name];
  return typeof value === 'string' ? value : undefined;
}

/** What must change. The contract says it in `x-fault` where a pattern would be no help to anybody. */
function describe(error: ErrorObject): string {
  if (error.keyword === 'additionalProperties') return 'is not declared';
  if (error.keyword === 'required') return 'is required';
  const sentence: unknown = error.parentSchema?.['x-fault'];
  if ((error.keyword === 'pattern' || error.keyword === 'format') && typeof sentence === 'string') return sentence;
  const allowed: unknown = error.params['allowedValues'];
  if (error.keyword === 'enum' && Array.isArray(allowed)) return `must be one of ${allowed.join(', ')}`;
  return error.message ?? 'is not valid';
}

/** RFC 6901. */
function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A pointer that is cut short is one still: half an escape is none (RFC 6901, section 3). */
function clipPointer(pointer: string): string {
  return pointer.length > maxLength ? `${clip(pointer).slice(0, -1).replace(/~$/, '')}…` : clip(pointer);
}

function pointerOf(error: ErrorObject): string {
  const member = stringParameter(error, 'additionalProperty') ?? stringParameter(error, 'missingProperty');
  return member === undefined ? error.instancePath : `${error.instancePath}/${escapePointer(member)}`;
}

/** A format and the pattern that spells it out are two keywords and one fault. */
function withoutRepetitions(errors: readonly ErrorObject[]): ErrorObject[] {
  const said = new Set<string>();
  return errors.filter((error) => {
    const sentence = `${pointerOf(error)} ${describe(error)}`;
    const isNew = !said.has(sentence);
    said.add(sentence);
    return isNew;
  });
}

/** Ajv's errors about a request body as the faults of a ValidationProblem. */
export function bodyFaults(errors: readonly ErrorObject[]): Fault[] {
  return withoutRepetitions(errors).map((error) => ({
    pointer: clipPointer(pointerOf(error)),
    detail: clip(describe(error)),
    code: error.keyword,
  }));
}

/** Ajv's errors about an object of path or query parameters as the faults of a ValidationProblem. */
export function parameterFaults(errors: readonly ErrorObject[]): Fault[] {
  return errors.map((error) => ({
    parameter: pointerOf(error).slice(1),
    detail: clip(describe(error)),
    code: error.keyword,
  }));
}

/** All faults of a request in one sentence, for `detail`. */
export function summarise(faults: readonly Fault[]): string {
  const count = faults.length < maxFaults ? String(faults.length) : `at least ${maxFaults}`;
  const places = faults.length === 1 ? '1 place' : `${count} places`;
  return `The request breaks the contract in ${places}. See errors.`;
}
