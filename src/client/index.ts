import createFetchClient from 'openapi-fetch';
import type { operations, paths } from '../../generated/contract.ts';
import { operationRoutes } from '../../generated/operations.ts';

export type {
  ChangePage,
  Deletion,
  Fault,
  PreconditionFailedProblem,
  Problem,
  ProblemType,
  Task,
  TaskCompletion,
  TaskCreate,
  TaskDeleted,
  TaskUpdate,
  TaskWritten,
  ValidationProblem,
} from '../../generated/contract.ts';

/** Name of an operation. The client has one method for each. */
export type OperationId = keyof typeof operationRoutes;

/**
 * The input member `Name`, with what `Declared` has under `Key`: forbidden if that is nothing, optional if the contract
 * lets it be absent, else required.
 */
type Member<Name extends string, Declared, Key extends keyof Declared, Value = Exclude<Declared[Key], undefined>> = [
  Value,
] extends [never]
  ? { readonly [N in Name]?: never }
  : Record<never, never> extends Pick<Declared, Key>
    ? { readonly [N in Name]?: Value }
    : { readonly [N in Name]: Value };

type Parameters<Id extends OperationId> = operations[Id]['parameters'];

type Content<Response, MediaType extends string> = Response extends {
  readonly content: { readonly [M in MediaType]: infer Body };
}
  ? Body
  : never;

/** The JSON body of a request. A body that other media types are declared for too is sent as `application/json`. */
type JsonBody<Id extends OperationId> = Content<Exclude<operations[Id]['requestBody'], undefined>, 'application/json'>;

/** Input of a call, as the contract declares it. `signal` cancels the call. */
export type Input<Id extends OperationId> = Member<'path', Parameters<Id>, 'path'> &
  Member<'query', Parameters<Id>, 'query'> &
  Member<'headers', Parameters<Id>, 'header'> &
  Member<'body', operations[Id], 'requestBody', JsonBody<Id>> & { readonly signal?: AbortSignal };

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

/** Result 304 of a call with `If-None-Match`: the client has the newest state already. */
export interface NotModified {
  readonly data?: undefined;
  readonly error?: undefined;
  readonly response: Response;
}

/** NotModified if the headers may hold `If-None-Match`. */
type NotModifiedBy<Headers> = 'If-None-Match' extends keyof Headers ? NotModified : never;

/** A call that may be answered with 304, but only if its own headers ask for that. */
type ConditionalCall<Id extends OperationId> = <
  Headers extends { readonly 'If-None-Match'?: string } = Record<never, never>,
>(
  input: Input<Id> & { readonly headers?: Headers },
) => Promise<Result<Id> | NotModifiedBy<Headers>>;

type Call<Id extends OperationId> = 304 extends keyof Responses<Id>
  ? ConditionalCall<Id>
  : Record<never, never> extends Input<Id>
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
  readonly headers?: Record<string, unknown>;
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
 * @param isConditional true if the request allows a 304
 * @throws UnexpectedResponse if the operation does not declare such a response
 */
function read(
  { data, error, response }: Awaited<ReturnType<UncheckedRequest>>,
  problems: readonly string[],
  isConditional: boolean,
) {
  if (response.status === 204 || (response.status === 304 && isConditional)) return { data: undefined, response };
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
    async ({ path, query, headers = {}, body, signal }: UncheckedInput = {}) => {
      const params = { path, query, header: headers };
      const answer = await request(method.toLowerCase(), template, { params, body, signal, parseAs: 'text' });
      return read(answer, problems, headers['If-None-Match'] !== undefined);
    },
  ]);
  return Object.fromEntries(calls) as TasksClient;
}
