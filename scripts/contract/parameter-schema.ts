/** Reads what the engine must know of a parameter's schema: a parameter is sent as text. */
import type { OpenAPIV3_1 } from 'openapi-types';
import { isRecord } from '../../src/values/is-record.ts';
import { ContractError } from './contract-error.ts';
import type { Schema } from './declared-operation.ts';

/** The types that a schema names, also in the schemas that it consists of. */
function typesIn(schema: Schema): unknown[] {
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => schema[keyword] ?? []).filter(isRecord);
  return [schema['type'] ?? [], ...parts.map(typesIn)].flat();
}

/** True if the engine can read a value of this schema from its text. */
function isReadable(schema: unknown): boolean {
  if (!isRecord(schema)) return false;
  return schema['type'] === 'integer' || typesIn(schema).every((type) => type === 'string');
}

/**
 * Returns the `maxItems` of a list in the query, such as `?tag=a&tag=b`.
 *
 * @returns undefined if the parameter is a single value
 * @throws ContractError if the engine cannot read the parameter
 */
export function listLimit(
  where: string,
  { in: place, style = 'form', explode = true }: OpenAPIV3_1.ParameterObject,
  schema: Schema,
): number | undefined {
  if (schema['type'] !== 'array') {
    if (isReadable(schema)) return undefined;
    throw new ContractError(`${where}: the engine reads only strings, integers and, in the query, lists of them`);
  }
  const { items, maxItems } = schema;
  if (place !== 'query') throw new ContractError(`${where}: only a query parameter may be an array`);
  if (style !== 'form' || !explode) {
    throw new ContractError(`${where}: the engine reads an array only with style form and explode true`);
  }
  if (!isReadable(items)) throw new ContractError(`${where}: the engine reads only arrays of strings or integers`);
  if (typeof maxItems !== 'number') throw new ContractError(`${where}: an array needs maxItems`);
  return maxItems;
}
