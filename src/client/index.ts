import createFetchClient from 'openapi-fetch';
import type { operations, paths } from '../../generated/contract.ts';
import { operationRoutes } from '../../generated/operations.ts';

export type {
  Fault,
  Problem,
  ProblemType,
  Task,
  TaskCreate,
  TaskUpdate,
  ValidationProblem,
} from '../../generated/contract.ts';

/** Name of an operation. The client has one method for each. */
export type OperationId = keyof typeof operationRoutes;

/** The input member `Name`: forbidden if `T` is undefined, optional if all members of `T` are, else required. */
type Member<Name extends string, T> = [Exclude<T, undefined>] extends [never]
  ? { readonly [N in Name]?: never }
  : Record<never, never> extends Exclude<T, undefined>
    ? { readonly [N in Name]?: Exclude<T, undefined> }
    : { readonly [N in Name]: T };

type BodyOf<Operation> = Operation extends {
  readonly requestBody: { readonly content: { readonly 'application/json': infer Json } };
}
  ? Json
  : never;

/** Input of a call, as the contract declares it. `signal` cancels the call. */
export type Input<Id extends OperationId> = Member<'path', operations[Id]['parameters']['path']> &
  Member<'query', operations[Id]['parameters']['query']> &
  Member<'body', BodyOf<operations[Id]>> & { readonly signal?: AbortSignal };

type Content<Response, MediaType extends string> = Response extends {
  readonly content: { readonly [M in MediaType]: infer Body };
}
  ? Body
  : never;

type Responses<Id extends OperationId> = operations[Id]['responses'];

/** Body of a success response; undefined for an operation whose success has no body. */
export type Success<Id extends OperationId> = 204 extends keyof Responses<Id>
  ? undefined
  : { [Status in keyof Responses<Id>]: Content<Responses<Id>[Status], 'application/json'> }[keyof Responses<Id>];

/** Every problem that the operation declares. `status` and `type` tell them apart. */
export type Failure<Id extends OperationId> = {
  [Status in keyof Responses<Id>]: Content<Responses<Id>[Status], 'application/problem+json'>;
}[keyof Responses<Id>];

/** Result of a call. `error` is present exactly when the server answered with a problem. */
export type Result<Id extends OperationId> =
  | { readonly data: Success<Id>; readonly error?: undefined; readonly response: Response }
  | { readonly data?: undefined; readonly error: Failure<Id>; readonly response: Response };

type Call<Id extends OperationId> =
  Record<never, never> extends Input<Id>
    ? (input?: Input<Id>) => Promise<Result<Id>>
    : (input: Input<Id>) => Promise<Result<Id>>;

/** A client with one method for every operation of the contract. */
export type TasksClient = { readonly [Id in OperationId]: Call<Id> };

export interface TasksClientOptions {
  /** URL of the server, such as `https://tasks.example.com`. */
  readonly baseUrl: string;
  /** The bearer token, or a function that returns one and runs before every call. */
  readonly token?: string | (() => string | Promise<string>);
  /** Replaces the global fetch. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** A response that the operation does not declare, for example a proxy's error page or a problem of an unknown path. */
export class UnexpectedResponse extends Error {
  override readonly name = 'UnexpectedResponse';
  readonly response: Response;

  constructor(response: Response) {
    super(`${response.url} answered ${response.status} with something else than the contract's JSON`);
    this.response = response;
  }
}

interface UncheckedInput {
  readonly path?: Record<string, unknown>;
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

type UncheckedRequest = (
  method: string,
  path: string,
  init: Record<string, unknown>,
) => Promise<{ readonly data?: unknown; readonly error?: unknown; readonly response: Response }>;

function hasMediaType({ headers }: Response, mediaType: string): boolean {
  const [essence = ''] = (headers.get('content-type') ?? '').split(';', 1);
  return essence.trim().toLowerCase() === mediaType;
}

function parse(text: unknown): unknown {
  try {
    return typeof text === 'string' ? (JSON.parse(text) as unknown) : undefined;
  } catch {
    return undefined;
  }
}

function isOneOf(declared: readonly string[], value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && declared.some((type) => type === value.type);
}

/**
 * Turns a response into a result by its status, media type and problem type.
 *
 * @throws UnexpectedResponse if the operation does not declare such a response
 */
function read({ data, error, response }: Awaited<ReturnType<UncheckedRequest>>, problems: readonly string[]) {
  if (response.status === 204) return { data: undefined, response };
  if (response.ok) {
    const body = hasMediaType(response, 'application/json') ? parse(data) : undefined;
    if (body !== undefined) return { data: body, response };
  } else if (hasMediaType(response, 'application/problem+json') && isOneOf(problems, error)) {
    return { error, response };
  }
  throw new UnexpectedResponse(response);
}

/**
 * Creates a client of the server, typed by the contract.
 *
 * A call resolves with `data` for a declared success and with `error` for a declared problem. It rejects with TypeError
 * if there is no connection, AbortError if `signal` cancels it, UnexpectedResponse if the response is not declared, and
 * with any error of the `token` function.
 */
export function createTasksClient({ baseUrl, token, fetch }: TasksClientOptions): TasksClient {
  const client = createFetchClient<paths>({ baseUrl, ...(fetch ? { fetch } : {}) });
  client.use({
    async onRequest({ request }) {
      const bearer = typeof token === 'function' ? await token() : token;
      if (bearer !== undefined) request.headers.set('authorization', `Bearer ${bearer}`);
    },
  });
  // TasksClient types each operation for callers. In here an operation is only a method and a path.
  const request = client.request as UncheckedRequest;
  const calls = Object.entries(operationRoutes).map(([id, { method, path: template, problems }]) => [
    id,
    async ({ path, query, body, signal }: UncheckedInput = {}) =>
      read(
        await request(method.toLowerCase(), template, { params: { path, query }, body, signal, parseAs: 'text' }),
        problems,
      ),
  ]);
  return Object.fromEntries(calls) as TasksClient;
}
