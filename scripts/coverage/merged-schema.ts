/** Merges the schemas that apply at one place: a schema with those that it includes. */
import { isRecord } from '../../src/values/is-record.ts';
import { resolve } from './document.ts';
import { listIn, objectIn, textIn, textsIn, type JsonObject } from './json.ts';

/** A choice between schemas, each with the name that a report gives it. */
export interface Choice {
  readonly keyword: 'oneOf' | 'anyOf';
  readonly options: readonly { readonly name: string; readonly schema: JsonObject }[];
}

/** The combined constraints of all schemas that apply at one place of a document. */
export interface MergedSchema {
  /** Undefined if any is allowed. */
  readonly types: readonly string[] | undefined;
  /** From `enum` and `const`; undefined if any value is allowed. */
  readonly values: readonly unknown[] | undefined;
  readonly properties: ReadonlyMap<string, readonly JsonObject[]>;
  readonly required: ReadonlySet<string>;
  readonly items: readonly JsonObject[];
  readonly minItems: number;
  readonly choices: readonly Choice[];
  readonly hasDefault: boolean;
}

/** Keywords whose branches are not counted. Such a schema is refused: 100 % of too little would mislead. */
const unsupported = [
  'if',
  'dependentSchemas',
  'patternProperties',
  'prefixItems',
  'contains',
  'propertyNames',
  'dependentRequired',
];

/** A schema with all schemas that it includes by `$ref` and `allOf`. */
function parts(document: JsonObject, schema: JsonObject): JsonObject[] {
  for (const keyword of unsupported) {
    if (keyword in schema) throw new Error(`The contract coverage does not know the keyword ${keyword}.`);
  }
  const { $ref: reference, ...own } = schema;
  const referred = reference === undefined ? [] : parts(document, resolve(document, { $ref: reference }));
  return [
    own,
    ...referred,
    ...listIn(own, 'allOf')
      .filter(isRecord)
      .flatMap((part) => parts(document, part)),
  ];
}

function typesOf(schema: JsonObject): readonly string[] | undefined {
  if (!('type' in schema)) return undefined;
  const type = textIn(schema, 'type');
  return type === undefined ? textsIn(schema, 'type') : [type];
}

function commonTypes(left: readonly string[], right: readonly string[]): string[] {
  const both = (type: string) => right.includes(type) || (type === 'integer' && right.includes('number'));
  // `number` and `integer` together are `integer`.
  const narrowed = right.includes('integer') ? left.map((type) => (type === 'number' ? 'integer' : type)) : left;
  return [...new Set(narrowed.filter(both))];
}

function valuesOf(schema: JsonObject): readonly unknown[] | undefined {
  if ('const' in schema) return [schema['const']];
  return 'enum' in schema ? listIn(schema, 'enum') : undefined;
}

function commonValues(left: readonly unknown[], right: readonly unknown[]): unknown[] {
  const texts = new Set(right.map((value) => JSON.stringify(value)));
  return left.filter((value) => texts.has(JSON.stringify(value)));
}

/** Combines the constraints that are defined; undefined if none is. */
function narrow<T>(said: readonly (T | undefined)[], common: (left: T, right: T) => T): T | undefined {
  return said
    .filter((value) => value !== undefined)
    .reduce<T | undefined>((left, right) => (left === undefined ? right : common(left, right)), undefined);
}

function choicesOf(schema: JsonObject): Choice[] {
  return (['oneOf', 'anyOf'] as const).flatMap((keyword) => {
    const options = listIn(schema, keyword)
      .filter(isRecord)
      .map((option, index) => ({ name: textIn(option, '$ref')?.split('/').at(-1) ?? `${index + 1}`, schema: option }));
    return options.length === 0 ? [] : [{ keyword, options }];
  });
}

/**
 * Merges the schemas that apply at one place. Types and values are intersected, properties are united.
 *
 * @throws if a reference leads nowhere, or a keyword is not supported
 */
export function mergeSchemas(document: JsonObject, schemas: readonly JsonObject[]): MergedSchema {
  const all = schemas.flatMap((schema) => parts(document, schema));
  const properties = new Map<string, JsonObject[]>();
  for (const part of all) {
    for (const [name, schema] of Object.entries(objectIn(part, 'properties'))) {
      if (isRecord(schema)) properties.set(name, [...(properties.get(name) ?? []), schema]);
    }
  }
  return {
    types: narrow(all.map(typesOf), commonTypes),
    values: narrow(all.map(valuesOf), commonValues),
    properties,
    required: new Set(all.flatMap((part) => textsIn(part, 'required'))),
    items: all.map((part) => part['items']).filter(isRecord),
    minItems: Math.max(0, ...all.map((part) => part['minItems']).filter((limit) => typeof limit === 'number')),
    choices: all.flatMap(choicesOf),
    hasDefault: all.some((part) => 'default' in part),
  };
}
