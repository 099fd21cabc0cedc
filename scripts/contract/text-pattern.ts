/** Compiles a schema to the pattern of its JSON texts. */
import type { TextPart, TextPattern } from '../../src/contract/types/text-pattern.ts';
import { isRecord } from '../../src/values/is-record.ts';
import type { Schema } from './declared-operation.ts';
import { anyOf, hasOnly, literal, scalarSource, stringText } from './text-scalars.ts';

type Source = TextPattern | undefined;

function expression(source: string): RegExp {
  return new RegExp(source, 'y');
}

/** Joins the expressions that follow each other: one is faster than several. */
function joined(parts: readonly TextPart[]): TextPattern {
  const result: TextPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part instanceof RegExp && last instanceof RegExp) {
      result.splice(-1, 1, expression(last.source + part.source));
    } else result.push(part);
  }
  return result;
}

function choiceOf(choices: readonly TextPattern[]): TextPattern {
  const sources = choices.flatMap(([part, ...rest]) =>
    part instanceof RegExp && rest.length === 0 ? part.source : [],
  );
  return sources.length < choices.length ? [{ choices }] : [expression(anyOf(sources))];
}

/** Adds `null` to a pattern. */
function nullable(pattern: TextPattern): TextPattern {
  const [part, ...rest] = pattern;
  if (!part || !('string' in part) || rest.length > 0) return choiceOf([[expression('null')], pattern]);
  return [{ ...part, string: expression(anyOf(['null', part.string.source])) }];
}

/** Puts a text before a pattern. */
function after(text: string, pattern: TextPattern): TextPattern {
  const source = literal(text);
  const [part, ...rest] = pattern;
  if (!part || !('string' in part)) return [expression(source), ...pattern];
  return [{ ...part, string: expression(source + part.string.source), before: part.before + text.length }, ...rest];
}

/** The member that names the user must be a string and nothing else. */
function ownerPattern(schema: Schema): Source {
  const owner = stringText(schema);
  return owner && [{ owner }];
}

function memberPattern(name: string, schema: unknown, owner: string | undefined): Source {
  if (!isRecord(schema)) return undefined;
  return name === owner ? ownerPattern(schema) : patternOf(schema, owner);
}

/** True for an object that has exactly the members of its `properties`. */
function isExact({ properties, required, additionalProperties }: Schema): boolean {
  if (!isRecord(properties) || !Array.isArray(required) || additionalProperties !== false) return false;
  const names = Object.keys(properties);
  return names.every((name) => required.includes(name)) && required.every((name) => names.includes(String(name)));
}

const objectKeywords = ['type', 'properties', 'required', 'additionalProperties'];

function objectPattern(schema: Schema, owner: string | undefined): Source {
  const { properties } = schema;
  if (!hasOnly(schema, objectKeywords) || !isExact(schema) || !isRecord(properties)) return undefined;
  const parts: TextPart[] = [expression('\\{')];
  for (const [index, [name, member]] of Object.entries(properties).entries()) {
    const value = memberPattern(name, member, owner);
    if (!value) return undefined;
    parts.push(...after(`${index === 0 ? '' : ','}${JSON.stringify(name)}:`, value));
  }
  return joined([...parts, expression('\\}')]);
}

/** The most items that are compared with each other. */
const mostUniqueItems = 100;

function listPattern(schema: Schema, owner: string | undefined): Source {
  const { items, maxItems, uniqueItems = false } = schema;
  if (!hasOnly(schema, ['type', 'items', 'maxItems', 'uniqueItems']) || !isRecord(items)) return undefined;
  if (typeof maxItems !== 'number' || (uniqueItems === true && maxItems > mostUniqueItems)) return undefined;
  const pattern = patternOf(items, owner);
  return pattern && [{ items: pattern, maxItems, unique: uniqueItems === true }];
}

function memberNames({ properties }: Schema): string {
  return isRecord(properties) ? JSON.stringify(Object.keys(properties).sort()) : '';
}

/**
 * `oneOf` of objects with different members. A value has the members of one of them at most, so whatever is one of
 * them is not another.
 */
function oneOfPattern(schema: Schema, owner: string | undefined): Source {
  const choices: readonly unknown[] = [schema['oneOf']].flat();
  const objects = choices.filter(isRecord).filter(isExact);
  if (!hasOnly(schema, ['oneOf']) || objects.length < choices.length) return undefined;
  if (new Set(objects.map(memberNames)).size < objects.length) return undefined;
  const patterns = objects.map((object) => patternOf(object, owner));
  const known = patterns.filter((pattern) => pattern !== undefined);
  return known.length < patterns.length ? undefined : choiceOf(known);
}

function simplePattern(schema: Schema, owner: string | undefined): Source {
  const types: readonly unknown[] = [schema['type']].flat();
  if (!('enum' in schema || 'const' in schema) && types.length === 2 && types.includes('null')) {
    const pattern = patternOf({ ...schema, type: types.find((name) => name !== 'null') }, owner);
    return pattern && nullable(pattern);
  }
  const string = stringText(schema);
  if (string) return [string];
  const source = scalarSource(schema);
  return source === undefined ? undefined : [expression(source)];
}

function patternOf(schema: Schema, owner: string | undefined): Source {
  if ('oneOf' in schema) return oneOfPattern(schema, owner);
  if (schema['type'] === 'object') return objectPattern(schema, owner);
  return schema['type'] === 'array' ? listPattern(schema, owner) : simplePattern(schema, owner);
}

/**
 * Compiles a schema to a pattern of JSON texts that the schema allows. The pattern leaves out rare texts, which then
 * get parsed and validated: it may miss a valid text, but never accepts an invalid one.
 *
 * @param owner the member that names the user of an object, if the operation has an owner
 * @returns undefined for a schema that has no such pattern
 */
export function textPattern(schema: Schema, owner: string | undefined): TextPattern | undefined {
  return patternOf(schema, owner);
}
