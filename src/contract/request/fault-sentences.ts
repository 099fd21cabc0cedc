import type { ErrorObject } from 'ajv/dist/2020.js';
import { isRecord } from '../../values/is-record.ts';
import { formatAdvice } from '../formats.ts';
import { suggestion } from './nearest-name.ts';

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  object: 'a JSON object',
  array: 'an array',
  null: 'null',
};

function counted(count: unknown, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

function listed(values: unknown): string {
  return Array.isArray(values)
    ? values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(', ')
    : '';
}

function declaredMembers({ parentSchema }: ErrorObject): readonly string[] {
  const properties: unknown = parentSchema?.['properties'];
  return isRecord(properties) ? Object.keys(properties) : [];
}

function typeSentence(type: unknown, schema: ErrorObject['parentSchema']): string {
  const names: readonly unknown[] = Array.isArray(type) ? type : [type];
  const { minimum, maximum } = schema ?? {};
  const range = minimum === undefined || maximum === undefined ? '' : ` from ${String(minimum)} to ${String(maximum)}`;
  const named: Readonly<Record<string, string>> = { ...typeNames, integer: `an integer${range} in decimal digits` };
  return `must be ${names.map((name) => named[String(name)] ?? String(name)).join(' or ')}`;
}

function undeclared(name: unknown, members: readonly string[]): string {
  const list = members.length === 0 ? '' : `; the declared members are ${members.join(', ')}`;
  return `is not declared${suggestion(String(name), members)}${list}`;
}

/** Lists the values. A text that is almost one of them gets that one. */
function enumSentence(values: unknown, given: unknown): string {
  const texts = Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [];
  return `must be one of ${listed(values)}${typeof given === 'string' ? suggestion(given, texts) : ''}`;
}

/** The sentence for each keyword that a value breaks. It tells the rule; Ajv's own messages speak of schemas. */
const sentences: Readonly<Record<string, (error: ErrorObject) => string>> = {
  type: ({ params, parentSchema }) => typeSentence(params['type'], parentSchema),
  enum: ({ data, parentSchema }) => enumSentence(parentSchema?.['enum'], data),
  const: ({ params }) => `must be ${listed([params['allowedValue']])}`,
  required: () => 'is required',
  additionalProperties: (error) => undeclared(error.params['additionalProperty'], declaredMembers(error)),
  unevaluatedProperties: (error) => undeclared(error.params['unevaluatedProperty'], declaredMembers(error)),
  minProperties: (error) => {
    const members = declaredMembers(error);
    const list = members.length === 0 ? '' : ` of ${members.join(', ')}`;
    return `must have at least ${counted(error.params['limit'], 'member')}${list}`;
  },
  maxProperties: ({ params }) => `must have at most ${counted(params['limit'], 'member')}`,
  minLength: ({ params }) => `must have at least ${counted(params['limit'], 'character')}`,
  maxLength: ({ params }) => `must have at most ${counted(params['limit'], 'character')}`,
  minItems: ({ params }) => `must have at least ${counted(params['limit'], 'item')}`,
  maxItems: ({ params }) => `must have at most ${counted(params['limit'], 'item')}`,
  uniqueItems: () => 'must not have the same item twice',
  minimum: ({ params }) => `must be at least ${String(params['limit'])}`,
  maximum: ({ params }) => `must be at most ${String(params['limit'])}`,
  exclusiveMinimum: ({ params }) => `must be more than ${String(params['limit'])}`,
  exclusiveMaximum: ({ params }) => `must be less than ${String(params['limit'])}`,
  multipleOf: ({ params }) => `must be a multiple of ${String(params['multipleOf'])}`,
  pattern: ({ params }) => `must have the form ${String(params['pattern'])} (a regular expression)`,
  format: ({ params }) => `must have the format "${String(params['format'])}", which the contract describes`,
};

/** Says what to send instead, if the format of a value knows. An empty text is taken for none. */
function adviceOn({ data, parentSchema }: ErrorObject): string | undefined {
  const type: unknown = parentSchema?.['type'];
  if (data === '' && Array.isArray(type) && type.includes('null')) return 'send null for none';
  const format: unknown = parentSchema?.['format'];
  return typeof format === 'string' ? formatAdvice.get(format)?.(data) : undefined;
}

const aboutForm: ReadonlySet<string> = new Set(['type', 'pattern', 'format']);

/** The keyword that a value breaks. Where there is an enum, it says all that a type and lengths say. */
export function brokenKeyword({ keyword, parentSchema }: ErrorObject): string {
  return parentSchema?.['enum'] === undefined ? keyword : 'enum';
}

/**
 * Says in plain words what must change. The contract's `x-fault` replaces a sentence about a pattern or format, and the
 * advice of the format follows.
 */
export function faultSentence(error: ErrorObject): string {
  const { parentSchema } = error;
  const keyword = brokenKeyword(error);
  const own: unknown = parentSchema?.['x-fault'];
  const isReplaced = (keyword === 'pattern' || keyword === 'format') && typeof own === 'string';
  const sentence = isReplaced ? own : (sentences[keyword]?.(error) ?? 'is not as the contract describes it');
  const advice = aboutForm.has(keyword) ? adviceOn(error) : undefined;
  return advice === undefined ? sentence : `${sentence}; ${advice}`;
}
