/** Makes `generated/examples.ts`, the answers of the mock server. */
import { ContractError } from '../contract/contract-error.ts';
import type { DeclaredContract } from '../contract/declared-contract.ts';
import type { DeclaredHeader, DeclaredResponse } from '../contract/declared-operation.ts';
import { expression } from '../contract/expression.ts';
import type { ExampleResponse, ExampleResponses } from '../../src/mock/examples.ts';

function headersOf(headers: readonly DeclaredHeader[]): Record<string, string | number> {
  const examples: Record<string, string | number> = {};
  for (const { name, example, isEngines } of headers) {
    if (isEngines) continue;
    // The response check reports a required header that has no example.
    if (typeof example === 'string' || typeof example === 'number') examples[name] = example;
  }
  return examples;
}

function responseOf(
  mock: DeclaredContract['mock'],
  id: string,
  code: number,
  { headers, content }: DeclaredResponse,
): ExampleResponse {
  const common = { status: code, headers: headersOf(headers) };
  const [media] = content;
  // openapi-backend mocks a response without a body as an empty object.
  if (!media) return { ...common, mediaType: undefined, examples: new Map() };
  const [mediaType, { examples }] = media;
  for (const [name, value] of examples) {
    // openapi-backend silently returns another example for one that it does not find, or that is `false`, 0 or null.
    if (mock(id, { code, mediaType, example: name }) === value) continue;
    throw new ContractError(`${id} ${code}: the example ${name} cannot be served`);
  }
  const [first] = examples.values();
  // The contract's lint reports a body without examples.
  if (examples.size > 0 && mock(id, { code, mediaType }) !== first) {
    throw new ContractError(`${id} ${code}: the first example is not the one that openapi-backend serves`);
  }
  return { ...common, mediaType, examples };
}

/**
 * Collects the examples of every response, each as openapi-backend's mock serves it.
 *
 * @throws ContractError naming the response, if an example cannot be served
 */
export function exampleResponses({ operations, mock }: DeclaredContract): ExampleResponses {
  return new Map(
    operations.map(({ id, responses }) => [
      id,
      [...responses].map(([code, response]) => responseOf(mock, id, code, response)),
    ]),
  );
}

/** Writes the examples of every response as a module. @throws ContractError as exampleResponses() does */
export function mockExamples(contract: DeclaredContract): string {
  return `// Made by "npm run build" from generated/openapi.json. Do not edit.
import type { ExampleResponses } from '../src/mock/examples.ts';

/** The answers of the mock. */
export const examples: ExampleResponses = ${expression(exampleResponses(contract))};
`;
}
