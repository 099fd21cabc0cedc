import { hasUtcForm } from '../values/date-time.ts';

/** The part of RegExp that a validator uses. */
export interface Pattern {
  readonly test: (text: string) => boolean;
}

/**
 * Patterns that every text of every response is checked against, written as code that gives the same result much
 * faster. A pattern of the contract that is missing here becomes a RegExp.
 */
const fastTests: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z$', hasUtcForm],
]);

/**
 * Compiles a pattern of the contract (ECMA-262).
 *
 * @param flags as Ajv passes them
 * @throws SyntaxError if the source is not a valid pattern
 */
export function compilePattern(source: string, flags: string): Pattern {
  const test = flags === 'u' ? fastTests.get(source) : undefined;
  return test ? { test } : new RegExp(source, flags);
}
