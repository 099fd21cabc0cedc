import { OpenAPIBackend, type Operation } from 'openapi-backend';
import type { OpenAPIV3_1 } from 'openapi-types';

type Document = OpenAPIV3_1.Document;
type MockApi = OpenAPIBackend<Document>;

/** A response of the contract, by its examples. */
export interface ExampleResponse {
  readonly status: number;
  /** Those that the engine does not set. */
  readonly headers: Readonly<Record<string, string | number>>;
  /** Undefined where the response has no body. */
  readonly mediaType: string | undefined;
  /** What is sent where no example is asked for. */
  readonly body: unknown;
  /** Bodies by name. */
  readonly examples: ReadonlyMap<string, unknown>;
}

/** The responses of each operation, in the contract's order. */
export type ExampleResponses = ReadonlyMap<string, readonly ExampleResponse[]>;

function resolved<T extends object>(where: string, value: T | OpenAPIV3_1.ReferenceObject): T {
  if ('$ref' in value) throw new Error(`${where}: the reference ${value.$ref} is not resolved`);
  return value;
}

function headersOf(where: string, { headers = {} }: OpenAPIV3_1.ResponseObject): Record<string, string | number> {
  const examples: Record<string, string | number> = {};
  for (const [name, entry] of Object.entries(headers)) {
    const header = resolved<OpenAPIV3_1.HeaderObject>(`${where} header ${name}`, entry);
    const example: unknown = header.example;
    if ('x-engine' in header && header['x-engine'] === true) continue;
    // A required one that has no example is for the response check to miss.
    if (typeof example === 'string' || typeof example === 'number') examples[name] = example;
  }
  return examples;
}

function readResponse(
  api: MockApi,
  id: string,
  code: string,
  entry: OpenAPIV3_1.ResponseObject | OpenAPIV3_1.ReferenceObject,
): ExampleResponse {
  const where = `${id} ${code}`;
  const response = resolved<OpenAPIV3_1.ResponseObject>(where, entry);
  const common = { status: Number(code), headers: headersOf(where, response) };
  const [content] = Object.entries(response.content ?? {});
  // Where there is no body, openapi-backend would answer with an empty object.
  if (!content) return { ...common, mediaType: undefined, body: undefined, examples: new Map() };
  const [mediaType, { examples = {} }] = content;
  const bodyOf = (example?: string): unknown =>
    api.mockResponseForOperation(id, { code: common.status, mediaType, ...(example === undefined ? {} : { example }) })
      .mock;
  const named = Object.entries(examples).map(([name, example]): [string, unknown] => {
    const value: unknown = resolved<OpenAPIV3_1.ExampleObject>(`${where} example ${name}`, example).value;
    // openapi-backend takes another one, silently, for an example that it does not find or that is `false`, 0 or null.
    if (bodyOf(name) !== value) throw new Error(`${where}: the example ${name} cannot be served`);
    return [name, value];
  });
  return { ...common, mediaType, body: bodyOf(), examples: new Map(named) };
}

function readOperation(api: MockApi, { operationId: id = '', responses = {} }: Operation<Document>) {
  return Object.entries(responses).map(([code, entry]) => readResponse(api, id, code, entry));
}

/**
 * Reads what the contract gives as examples of its answers, by means of openapi-backend's mocks.
 *
 * @param json the bundled contract
 * @throws naming the place, where an example cannot be served
 */
export async function readExamples(json: string): Promise<ExampleResponses> {
  // Its validation of definitions knows OpenAPI 3.0 only.
  const api: MockApi = new OpenAPIBackend({ definition: JSON.parse(json) as Document, quick: true, validate: false });
  await api.init();
  return new Map(api.getOperations().map((operation) => [operation.operationId ?? '', readOperation(api, operation)]));
}
