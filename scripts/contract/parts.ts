/** Reads the parts that all places of the contract share: references, schemas and media types. */
import type { OpenAPIV3_1 } from 'openapi-types';
import { isRecord } from '../../src/values/is-record.ts';
import { ContractError } from './contract-error.ts';
import type { DeclaredContent, Schema } from './declared-operation.ts';

/** True if a part of the contract has an extension, such as `x-owner`, that is set to true. */
export function hasMark(part: object, extension: `x-${string}`): boolean {
  return isRecord(part) && part[extension] === true;
}

/**
 * Narrows a part of the contract to one without a `$ref`.
 *
 * @param where names the part in an error
 * @throws ContractError if openapi-backend could not resolve the reference
 */
export function resolved<T extends object>(
  where: string,
  value: T | OpenAPIV3_1.ReferenceObject | null | undefined,
): T {
  if (value === null || value === undefined) throw new ContractError(`${where}: a reference leads to nothing`);
  if ('$ref' in value) throw new ContractError(`${where}: the reference ${value.$ref} is not resolved`);
  return value;
}

/** The schema of a parameter, a header or a media type. @throws ContractError if there is none */
export function schemaOf(where: string, { schema }: { readonly schema?: object }): Schema {
  if (!schema) throw new ContractError(`${where}: has no schema`);
  const found: object = resolved<object>(where, schema);
  if (!isRecord(found)) throw new ContractError(`${where}: its schema is not an object`);
  return found;
}

function mediaOf(where: string, media: OpenAPIV3_1.MediaTypeObject): DeclaredContent {
  const named = Object.entries(media.examples ?? {}).map(([name, entry]): [string, unknown] => [
    name,
    resolved<OpenAPIV3_1.ExampleObject>(`${where} example ${name}`, entry).value,
  ]);
  return { schema: schemaOf(where, media), examples: new Map(named) };
}

/** Reads a body's media types. @throws ContractError naming a media type that is not supported, or has no schema */
export function contentOf(
  where: string,
  content: Readonly<Record<string, OpenAPIV3_1.MediaTypeObject>> | undefined,
  supported: readonly string[],
): ReadonlyMap<string, DeclaredContent> {
  return new Map(
    Object.entries(content ?? {}).map(([mediaType, media]) => {
      if (!supported.includes(mediaType)) {
        throw new ContractError(`${where}: the engine does not support ${mediaType}`);
      }
      return [mediaType, mediaOf(`${where} ${mediaType}`, media)];
    }),
  );
}
