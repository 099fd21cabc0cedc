import { isPart, type Part } from '../../contract/document.ts';
import { formatNames } from './formats.ts';

const jsonTypes = ['string', 'integer', 'boolean', 'null', 'object', 'array'] as const;

export type JsonType = (typeof jsonTypes)[number];

/** The part of JSON Schema that the contract's requests use. */
export interface Schema {
  readonly types: readonly JsonType[];
  readonly allowed: readonly unknown[] | undefined;
  readonly minLength: number;
  readonly maxLength: number | undefined;
  readonly pattern: RegExp | undefined;
  readonly format: string | undefined;
  readonly minimum: number;
  readonly maximum: number;
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required: readonly string[];
  readonly minProperties: number;
  /** Of a list; undefined for any other type. */
  readonly items: Schema | undefined;
  readonly minItems: number;
  readonly maxItems: number | undefined;
  readonly uniqueItems: boolean;
  /** Only the declared properties are allowed. */
  readonly closed: boolean;
  /** It has an `x-fault`: breaking its pattern and its format is one fault. */
  readonly hasSentence: boolean;
}

const annotations = ['description', 'title', 'default', 'example', 'examples'];
const keywords = [
  ...['type', 'enum', 'minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum'],
  ...['properties', 'required', 'minProperties', 'additionalProperties'],
  ...['items', 'minItems', 'maxItems', 'uniqueItems'],
];
/** They repeat the bounds of an integer, or only the server can check them. */
const annotationFormats = ['int32', 'int64', 'base64url'];
const formats = [...formatNames, ...annotationFormats];

function isJsonType(value: unknown): value is JsonType {
  return jsonTypes.some((type) => type === value);
}

function fail(part: Part, what: string): never {
  throw new Error(`The arbitraries do not support ${what} of ${JSON.stringify(part)}.`);
}

function typesOf(part: Part): JsonType[] {
  const { type } = part;
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return types.map((name) => (isJsonType(name) ? name : fail(part, `the type ${String(name)}`)));
}

function numberOf(part: Part, keyword: string): number | undefined {
  const value = part[keyword];
  return value === undefined || typeof value === 'number' ? value : fail(part, keyword);
}

function textOf(part: Part, keyword: string): string | undefined {
  const value = part[keyword];
  return value === undefined || typeof value === 'string' ? value : fail(part, keyword);
}

function listOf(part: Part, keyword: string): readonly unknown[] | undefined {
  const value = part[keyword];
  return value === undefined || Array.isArray(value) ? value : fail(part, keyword);
}

function flagOf(part: Part, keyword: string, absent: boolean): boolean {
  const { [keyword]: value = absent } = part;
  return typeof value === 'boolean' ? value : fail(part, keyword);
}

function itemsOf(part: Part): Schema | undefined {
  if (typesOf(part).includes('array')) return readSchema(part['items']);
  return 'items' in part ? fail(part, 'items without the type array') : undefined;
}

/**
 * Reads a schema without references.
 *
 * @throws naming a keyword, type or format that is not known here: a test that ignored it would be incomplete
 */
export function readSchema(part: unknown): Schema {
  if (!isPart(part)) throw new Error(`${JSON.stringify(part)} is not a schema.`);
  for (const keyword of Object.keys(part)) {
    const isKnown = keywords.includes(keyword) || annotations.includes(keyword) || keyword.startsWith('x-');
    if (!isKnown) fail(part, `the keyword ${keyword}`);
  }
  const format = textOf(part, 'format');
  if (format !== undefined && !formats.includes(format)) fail(part, `the format ${format}`);
  const pattern = textOf(part, 'pattern');
  const { properties = {} } = part;
  if (!isPart(properties)) fail(part, 'properties');
  return {
    types: typesOf(part),
    allowed: listOf(part, 'enum'),
    minLength: numberOf(part, 'minLength') ?? 0,
    maxLength: numberOf(part, 'maxLength'),
    pattern: pattern === undefined ? undefined : new RegExp(pattern, 'u'),
    format: format !== undefined && annotationFormats.includes(format) ? undefined : format,
    minimum: numberOf(part, 'minimum') ?? Number.MIN_SAFE_INTEGER,
    maximum: numberOf(part, 'maximum') ?? Number.MAX_SAFE_INTEGER,
    properties: Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, readSchema(member)])),
    required: (listOf(part, 'required') ?? []).map(String),
    minProperties: numberOf(part, 'minProperties') ?? 0,
    items: itemsOf(part),
    minItems: numberOf(part, 'minItems') ?? 0,
    maxItems: numberOf(part, 'maxItems'),
    uniqueItems: flagOf(part, 'uniqueItems', false),
    closed: !flagOf(part, 'additionalProperties', true),
    hasSentence: 'x-fault' in part,
  };
}
