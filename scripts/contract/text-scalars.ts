/** Writes the JSON texts of a simple schema, which allows neither objects nor lists, as a regular expression. */
import type { StringText } from '../../src/contract/types/text-pattern.ts';
import { createAjv } from './ajv.ts';
import type { Schema } from './declared-operation.ts';

/** Keywords that say nothing about the value. A format of an integer repeats its bounds. */
const annotations = ['description', 'title', 'example', 'examples', 'x-enum-varnames', 'x-fault'];

/**
 * True if a schema has no keywords but these and annotations. Anything else may forbid a text that an expression
 * accepts.
 */
export function hasOnly(schema: Schema, keywords: readonly string[]): boolean {
  return Object.keys(schema).every((name) => annotations.includes(name) || keywords.includes(name));
}

/** Writes a text as an expression that matches it alone. */
export function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** One of several expressions. */
export function anyOf(sources: readonly string[]): string {
  return `(?:${sources.join('|')})`;
}

/** The largest number of digits of which every number is an integer in JavaScript. */
const safeDigits = 15;

/**
 * Characters of a string in JSON, as Postgres and JSON.stringify write them. The three kinds begin with different
 * characters, so that there is only one way to read a string. U+0000 is left out because the format `text` forbids it,
 * and lone surrogates are no text.
 */
const plain = '[^"\\\\\\u0000-\\u001f\\ud800-\\udfff]';
const special = anyOf(['[\\ud800-\\udbff][\\udc00-\\udfff]', '\\\\(?:["\\\\bfnrt]|u00(?:0[1-7bef]|1[0-9a-f]))']);

/** A day. 29 February is left to the validator, since not every year has one. */
const day = [
  '(?!0000)[0-9]{4}-',
  anyOf(['(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])', '(?:0[13-9]|1[0-2])-(?:29|30)', '(?:0[13578]|1[02])-31']),
].join('');
const time = 'T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\.[0-9]{6}Z';

const dayForm = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const timeForm = 'T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z';

/** By format: the patterns of the contract that allow every such text, the lengths of the texts, and the expression. */
const times: Readonly<Record<string, { pattern: string; lengths: readonly number[]; source: string } | undefined>> = {
  'date-time': { pattern: `^${dayForm}${timeForm}$`, lengths: [27], source: `"${day}${time}"` },
  'day-or-time': { pattern: `^${dayForm}(${timeForm})?$`, lengths: [10, 27], source: `"${day}(?:${time})?"` },
};

function numberIn(schema: Schema, keyword: string, otherwise: number): number {
  const value = schema[keyword];
  return typeof value === 'number' ? value : otherwise;
}

function timeSource(schema: Schema): string | undefined {
  const found = times[String(schema['format'])];
  const minLength = numberIn(schema, 'minLength', 0);
  const maxLength = numberIn(schema, 'maxLength', Infinity);
  if (!hasOnly(schema, ['type', 'format', 'minLength', 'maxLength', 'pattern'])) return undefined;
  if (!found?.lengths.every((length) => minLength <= length && length <= maxLength)) return undefined;
  return (schema['pattern'] ?? found.pattern) === found.pattern ? found.source : undefined;
}

/** The expression for the strings of a schema, whatever their length, and the most code points they may have. */
export function stringText(schema: Schema): StringText | undefined {
  const { type, format = 'text', minLength = 0, maxLength } = schema;
  if (type !== 'string' || format !== 'text' || !hasOnly(schema, ['type', 'format', 'minLength', 'maxLength'])) {
    return undefined;
  }
  if (typeof maxLength !== 'number' || maxLength < 2 || (minLength !== 0 && minLength !== 1)) return undefined;
  // V8 remembers each round of a loop. The limit keeps that within its memory for a text of any length.
  const characters = `${plain}*(?:${special}${plain}*){0,${maxLength}}`;
  return { string: new RegExp(`"${minLength === 0 ? '' : '(?!")'}${characters}"`, 'y'), before: 0, maxLength };
}

/** Integers of as many digits as the largest one that begin with a smaller digit. */
function longSource(maximum: number): readonly string[] {
  const digits = Math.floor(maximum).toFixed();
  const first = Number(digits[0]);
  return maximum > Number.MAX_SAFE_INTEGER || first < 2 ? [] : [`[1-${first - 1}][0-9]{${digits.length - 1}}`];
}

/** Integers of fewer digits than the largest one, and of more than the smallest: their digits need no comparison. */
function integerSource(schema: Schema): string | undefined {
  if (!hasOnly(schema, ['type', 'format', 'minimum', 'maximum'])) return undefined;
  const minimum = Math.max(0, numberIn(schema, 'minimum', 0));
  const maximum = numberIn(schema, 'maximum', Number.MAX_SAFE_INTEGER);
  const least = minimum <= 1 ? 1 : Math.ceil(minimum).toFixed().length + 1;
  const most = Math.min(safeDigits, maximum < 1 ? 0 : Math.floor(maximum).toFixed().length - 1);
  if (most < least) return undefined;
  const positive = [`[1-9][0-9]{${least - 1},${most - 1}}`, ...longSource(maximum)];
  return anyOf(minimum === 0 ? ['0', ...positive] : positive);
}

/** The values of an `enum` or a `const` which the other keywords of the schema allow too. */
function valuesSource(schema: Schema): string | undefined {
  const values: readonly unknown[] = 'const' in schema ? [schema['const']] : [schema['enum']].flat();
  const isValid = createAjv({}).compile(schema);
  const valid = values.filter((value) => isValid(value) && (typeof value !== 'object' || value === null));
  return valid.length === 0 ? undefined : anyOf(valid.map((value) => literal(JSON.stringify(value))));
}

/**
 * Writes the texts of a schema without `null` in its type, unless it is for strings of any characters. Returns
 * undefined if there is no such expression.
 */
export function scalarSource(schema: Schema): string | undefined {
  if ('const' in schema || 'enum' in schema) return valuesSource(schema);
  switch (schema['type']) {
    case 'string':
      return timeSource(schema);
    case 'integer':
      return integerSource(schema);
    case 'boolean':
      return hasOnly(schema, ['type']) ? anyOf(['true', 'false']) : undefined;
    default:
      return undefined;
  }
}
