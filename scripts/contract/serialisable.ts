/** Prepares schemas for fast-json-stringify. */
import type { AnySchema } from 'fast-json-stringify';
import { isRecord } from '../../src/values/is-record.ts';
import type { Schema } from './declared-operation.ts';

function schemasOf(value: unknown): Schema[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function membersOf(schema: Schema, keyword: string): readonly [string, Schema][] {
  const members: unknown = schema[keyword];
  return isRecord(members)
    ? Object.entries(members).filter((entry): entry is [string, Schema] => isRecord(entry[1]))
    : [];
}

/** A schema and, before it, all schemas that it includes by `allOf`. */
function layers(schema: Schema): Schema[] {
  return [...schemasOf(schema['allOf']).flatMap(layers), schema];
}

function shapeOf(schema: Schema): Schema {
  const parts = layers(schema);
  const type = parts.map((part) => part['type']).find((found) => found !== undefined);
  const { items } = schema;
  if (type === 'array') return { type, items: isRecord(items) ? shapeOf(items) : {} };
  if (type !== 'object') {
    const isTime = schema['format'] === 'date-time';
    return type === undefined ? {} : { type, ...(isTime ? { format: 'date-time' } : {}) };
  }
  const properties = new Map(parts.flatMap((part) => membersOf(part, 'properties')));
  const required = parts.flatMap((part): unknown[] => (Array.isArray(part['required']) ? part['required'] : []));
  return {
    type,
    properties: Object.fromEntries([...properties].map(([name, member]) => [name, shapeOf(member)])),
    required: [...new Set(required)],
    additionalProperties: false,
  };
}

/**
 * Reduces a schema to what a serialiser needs: types, members and their order. The validator has checked everything
 * else. A choice of schemas becomes a schema without a type: the serialiser then looks at the value.
 */
export function serialisableSchema(schema: Schema): AnySchema {
  return shapeOf(schema);
}
