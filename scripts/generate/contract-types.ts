import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';

/** The contract's types, as openapi-typescript makes them. */
export async function contractTypes(document: OpenAPI3): Promise<string> {
  const nodes = await openapiTS(document, {
    immutable: true,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    enumValues: true,
    defaultNonNullable: false,
    silent: true,
  });
  return `// Made by "npm run generate" from openapi/tasks.yaml. Do not edit.\n${astToString(nodes)}`;
}
