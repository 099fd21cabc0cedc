import { isPart } from '../../contract/document.ts';
import { hasFormat } from './formats.ts';
import type { Schema } from './schema.ts';

/** A keyword that a value breaks, and the JSON pointer (RFC 6901) to the place. */
export interface Breach {
  readonly pointer: string;
  readonly code: string;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function textFaults(schema: Schema, text: string): string[] {
  const { minLength, maxLength = Infinity, pattern, format } = schema;
  const { length } = Array.from(text);
  return [
    ...(length < minLength ? ['minLength'] : []),
    ...(length > maxLength ? ['maxLength'] : []),
    ...(pattern?.test(text) === false ? ['pattern'] : []),
    ...(hasFormat(format, text) ? [] : ['format']),
  ];
}

function integerFaults({ minimum, maximum }: Schema, value: number): string[] {
  return [...(value < minimum ? ['minimum'] : []), ...(value > maximum ? ['maximum'] : [])];
}

function listFaults({ minItems, maxItems = Infinity, uniqueItems }: Schema, list: readonly unknown[]): string[] {
  return [
    ...(list.length < minItems ? ['minItems'] : []),
    ...(list.length > maxItems ? ['maxItems'] : []),
    ...(uniqueItems && new Set(list).size < list.length ? ['uniqueItems'] : []),
  ];
}

function ownFaults(schema: Schema, value: unknown): string[] {
  const { types, allowed, minProperties } = schema;
  const type = typeOf(value);
  // One fault: the values of an enum say which types and lengths are right.
  if (allowed) return allowed.includes(value) ? [] : ['enum'];
  return [
    ...(types.some((name) => name === type) ? [] : ['type']),
    ...(typeof value === 'string' && types.includes('string') ? textFaults(schema, value) : []),
    // The bounds hold for any number, an integer or not.
    ...(typeof value === 'number' && types.includes('integer') ? integerFaults(schema, value) : []),
    ...(isPart(value) && Object.keys(value).length < minProperties ? ['minProperties'] : []),
    ...(Array.isArray(value) && types.includes('array') ? listFaults(schema, value) : []),
  ];
}

/** Every breach of a schema by a value. Found without the server's validator, which would only agree with itself. */
export function faultsOf(schema: Schema, value: unknown, pointer = ''): Breach[] {
  const own = ownFaults(schema, value).map((code) => ({ pointer, code }));
  const { items } = schema;
  if (items && Array.isArray(value)) {
    return [...own, ...value.flatMap((item, index) => faultsOf(items, item, `${pointer}/${index}`))];
  }
  if (!isPart(value) || !schema.types.includes('object')) return own;
  const placeOf = (name: string): string => `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const missing = schema.required.filter((name) => !Object.hasOwn(value, name));
  const members = Object.entries(value).flatMap(([name, member]) => {
    const known = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    if (known) return faultsOf(known, member, placeOf(name));
    return schema.closed ? [{ pointer: placeOf(name), code: 'additionalProperties' }] : [];
  });
  return [...own, ...missing.map((name) => ({ pointer: placeOf(name), code: 'required' })), ...members];
}

/**
 * True if a 422 may list the codes of one place like this. If one sentence describes pattern and format, either stands
 * for both.
 */
export function isSaidBy(schema: Schema, codes: readonly string[], said: readonly string[]): boolean {
  const expected = [...codes].sort().join();
  if (said.join() === expected) return true;
  if (!schema.hasSentence || !codes.includes('pattern') || !codes.includes('format')) return false;
  return ['pattern', 'format'].some(
    (code) =>
      codes
        .filter((other) => other !== code)
        .sort()
        .join() === said.join(),
  );
}
