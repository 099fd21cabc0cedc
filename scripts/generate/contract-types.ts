import openapiTS, { astToString } from 'openapi-typescript';

/** Writes the contract's types with openapi-typescript. @param json the bundled contract */
export async function contractTypes(json: string): Promise<string> {
  const nodes = await openapiTS(Buffer.from(json), {
    immutable: true,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    enumValues: true,
    defaultNonNullable: false,
    silent: true,
  });
  return `// Made by "npm run generate" from openapi/tasks.yaml. Do not edit.\n${astToString(nodes)}`;
}
