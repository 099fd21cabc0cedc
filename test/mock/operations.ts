import type { DeclaredOperation, DeclaredResponse } from '../../scripts/contract/declared-operation.ts';
import { declaredContract, isPart, type Part } from '../contract/document.ts';
import { methodOf } from '../support/contract-operations.ts';

/** A response that the mock must give. */
export interface ExpectedResponse {
  readonly status: number;
  /** Names of its required headers. */
  readonly requiredHeaders: readonly string[];
  /** Undefined if it has no body. */
  readonly mediaType: string | undefined;
  readonly examples: readonly (readonly [name: string, value: unknown])[];
}

/** An operation, and a request of it that is made of the contract's examples. */
export interface ExampleRequest {
  readonly id: string;
  readonly method: ReturnType<typeof methodOf>;
  readonly url: string;
  readonly payload: Part | undefined;
  readonly responses: readonly ExpectedResponse[];
}

function expectedResponse([status, { headers, content }]: readonly [number, DeclaredResponse]): ExpectedResponse {
  const [[mediaType, media] = []] = content;
  return {
    status,
    requiredHeaders: headers.filter(({ required }) => required).map(({ name }) => name),
    mediaType,
    examples: [...(media?.examples ?? [])],
  };
}

function urlOf({ path, pathParameters, queryParameters }: DeclaredOperation): string {
  const examples = new Map(pathParameters.map(({ name, example }) => [name, example]));
  const filled = path.replace(/\{(\w+)\}/g, (_match, name: string) => String(examples.get(name)));
  const query = new URLSearchParams();
  for (const { name, example } of queryParameters.filter(({ required }) => required)) {
    for (const item of [example].flat()) query.append(name, String(item));
  }
  return query.size === 0 ? filled : `${filled}?${query.toString()}`;
}

function payloadOf({ id, body }: DeclaredOperation): Part | undefined {
  if (!body) return undefined;
  const [payload] = body.content.get('application/json')?.examples.values() ?? [];
  if (!isPart(payload)) throw new Error(`${id} has no example of its body.`);
  return payload;
}

/** A request of every operation of the contract, and the responses that it declares. */
export async function exampleRequests(): Promise<ExampleRequest[]> {
  const { operations } = await declaredContract();
  return operations.map((operation) => ({
    id: operation.id,
    method: methodOf(operation),
    url: urlOf(operation),
    payload: payloadOf(operation),
    responses: [...operation.responses].map(expectedResponse),
  }));
}
