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

/** The name of an operation: the client has a method for each. */
export type OperationId = keyof typeof operationRoutes;

type Given<Name extends string, T> = [Exclude<T, undefined>] extends [never]
  ? { readonly [N in Name]?: never }
  : Record<never, never> extends Exclude<T, undefined>
    ? { readonly [N in Name]?: Exclude<T, undefined> }
    : { readonly [N in Name]: T };

type BodyOf<Operation> = Operation extends {
  readonly requestBody: { readonly content: { readonly 'application/json': infer Json } };
}
  ? Json
  : never;

/** What a call gives, as the contract declares it; `signal` cancels it. */
export type Input<Id extends OperationId> = Given<'path', operations[Id]['parameters']['path']> &
  Given<'query', operations[Id]['parameters']['query']> &
  Given<'body', BodyOf<operations[Id]>> & { readonly signal?: AbortSignal };

type Content<Response, MediaType extends string> = Response extends {
  readonly content: { readonly [M in MediaType]: infer Body };
}
  ? Body
  : never;

type Responses<Id extends OperationId> = operations[Id]['responses'];

/** The body of a success; undefined where it has none. */
export type Success<Id extends OperationId> = 204 extends keyof Responses<Id>
  ? undefined
  : { [Status in keyof Responses<Id>]: Content<Responses<Id>[Status], 'application/json'> }[keyof Responses<Id>];

/** Every problem that the operation declares: `status` and `type` tell them apart. */
export type Failure<Id extends OperationId> = {
  [Status in keyof Responses<Id>]: Content<Responses<Id>[Status], 'application/problem+json'>;
}[keyof Responses<Id>];

/** What a call answers: `error` is there exactly where the server refused. */
export type Result<Id extends OperationId> =
  | { readonly data: Success<Id>; readonly error?: undefined; readonly response: Response }
  | { readonly data?: undefined; readonly error: Failure<Id>; readonly response: Response };

type Call<Id extends OperationId> =
  Record<never, never> extends Input<Id>
    ? (input?: Input<Id>) => Promise<Result<Id>>
    : (input: Input<Id>) => Promise<Result<Id>>;

/** One method for every operation of the contract. */
export type TasksClient = { readonly [Id in OperationId]: Call<Id> };

export interface TasksClientOptions {
  /** Where the server is, such as `https://tasks.example.com`. */
  readonly baseUrl: string;
  /** The bearer token, or what gives a fresh one for every call. */
  readonly token?: string | (() => string | Promise<string>);
  /** Stands in for the global fetch. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** The answer is none that the operation declares: a proxy's error page, say, or that of a path which is not the server's. */
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

/** Takes an answer for what its form says, and nothing else for an answer of the server. */
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
 * A client of the server, typed by the contract.
 *
 * A call resolves with `data` or with `error`, whatever the server decides.
 * @throws (rejects) TypeError where there is no connection, UnexpectedResponse where something else than the server answers
 */
export function createTasksClient({ baseUrl, token, fetch }: TasksClientOptions): TasksClient {
  const client = createFetchClient<paths>({ baseUrl, ...(fetch ? { fetch } : {}) });
  client.use({
    async onRequest({ request }) {
      const bearer = typeof token === 'function' ? await token() : token;
      if (bearer !== undefined) request.headers.set('authorization', `Bearer ${bearer}`);
    },
  });
  // Typed for callers by TasksClient; in here an operation is only a method and a path.
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
