import type { components } from '../../generated/contract.ts';

/** The stable name (slug) of a kind of problem, as listed in the contract. */
export type ProblemType = components['schemas']['ProblemType'];

/** One fault of a request that breaks the contract: an item of `errors` in a 422. */
export type Fault = components['schemas']['ValidationProblem']['errors'][number];

interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** Default text, for refusals that give none of their own. Sent to clients. */
  readonly detail: string;
}

/** The table of errors: every problem that a response may carry (RFC 9457). */
export const problems = {
  '/problems/malformed-request': {
    status: 400,
    title: 'Malformed request',
    detail: 'The request is not valid HTTP.',
  },
  '/problems/malformed-path': {
    status: 400,
    title: 'Malformed path',
    detail: 'The path is not valid percent-encoded UTF-8.',
  },
  '/problems/malformed-body': {
    status: 400,
    title: 'Malformed body',
    detail: 'The request body is not valid JSON in UTF-8.',
  },
  '/problems/invalid-query': {
    status: 400,
    title: 'Invalid query',
    detail: 'The query is not valid percent-encoded UTF-8.',
  },
  '/problems/invalid-cursor': {
    status: 400,
    title: 'Invalid cursor',
    detail: 'The cursor is not one of this list. Follow the Link header as it is, or start without a cursor.',
  },
  '/problems/invalid-token': {
    status: 401,
    title: 'Unauthorized',
    detail: 'Invalid or expired token',
  },
  '/problems/forbidden': {
    status: 403,
    title: 'Forbidden',
    detail: 'The user of the token is not the user of the path.',
  },
  '/problems/not-found': { status: 404, title: 'Not found', detail: 'Not found' },
  '/problems/task-not-found': { status: 404, title: 'Task not found', detail: 'Task not found' },
  '/problems/method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    detail: 'The path does not have this method. See the Allow header.',
  },
  '/problems/not-acceptable': {
    status: 406,
    title: 'Not acceptable',
    detail: 'The Accept header allows none of the media types that this operation answers in.',
  },
  '/problems/request-timeout': {
    status: 408,
    title: 'Request timeout',
    detail: 'The request did not arrive in time.',
  },
  '/problems/request-in-progress': {
    status: 409,
    title: 'Request in progress',
    detail: 'A request with this Idempotency-Key is still being answered. Send it again later.',
  },
  '/problems/changes-gone': {
    status: 410,
    title: 'Changes gone',
    detail: 'Deletions since then are no longer kept. Drop your copy and start again with since=0.',
  },
  '/problems/precondition-failed': {
    status: 412,
    title: 'Precondition failed',
    detail: 'The task has changed since. Merge your change into the task of this answer, and send its version.',
  },
  '/problems/content-too-large': {
    status: 413,
    title: 'Content too large',
    detail: 'The request body is too large.',
  },
  '/problems/unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    detail: 'This operation takes no request body.',
  },
  '/problems/expectation-failed': {
    status: 417,
    title: 'Expectation failed',
    detail: 'The Expect header may ask for 100-continue only.',
  },
  '/problems/validation-failed': {
    status: 422,
    title: 'Validation failed',
    detail: 'Values break the contract. See errors.',
  },
  '/problems/too-many-requests': {
    status: 429,
    title: 'Too many requests',
    detail: 'Too many requests. Try again later.',
  },
  '/problems/header-fields-too-large': {
    status: 431,
    title: 'Header fields too large',
    detail: 'The request line and headers are too large.',
  },
  '/problems/internal-error': {
    status: 500,
    title: 'Internal server error',
    detail: 'The server failed to answer. Quote the request_id when you report it.',
  },
  '/problems/service-unavailable': {
    status: 503,
    title: 'Service unavailable',
    detail: 'The service is unavailable for the moment. Try again later.',
  },
} as const satisfies Record<ProblemType, ProblemKind>;

type Problems = typeof problems;

/** Optional parts of a refusal. */
export interface ProblemOptions {
  /** Replaces the table's text. Sent to clients. */
  readonly detail?: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly errors?: readonly Fault[];
  /** The members that only this problem has (RFC 9457, section 3.2). */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** An answer with a problem of one type. */
export interface Refusal<Type extends ProblemType> {
  readonly problem: Type;
  readonly status: Problems[Type]['status'];
}

/**
 * A refusal as a value. Handlers return it; a ProblemError carries it. Its type includes the status, so a handler that
 * returns a status its operation does not declare does not compile.
 */
export interface ProblemAnswer<Type extends ProblemType = ProblemType> extends Refusal<Type>, ProblemOptions {}

/**
 * Makes a refusal. Its type keeps the options, so a handler that omits a required header or `errors` does not compile.
 */
export function problem<const Type extends ProblemType>(type: Type): Refusal<Type>;
export function problem<const Type extends ProblemType, const Options extends ProblemOptions>(
  type: Type,
  options: Options,
): Refusal<Type> & Options;
export function problem(type: ProblemType, options: ProblemOptions = {}): ProblemAnswer {
  return { problem: type, status: problems[type].status, ...options };
}

/** The reason of a refusal for the log. The client does not see it. */
interface RefusalCause {
  readonly cause?: unknown;
  /** Names why credentials were refused, from a short list. */
  readonly reason?: string;
}

/** A refusal to throw where none can be returned, for example in a security handler. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly answer: ProblemAnswer;
  readonly reason: string | undefined;

  constructor(type: ProblemType, { cause, reason, ...options }: ProblemOptions & RefusalCause = {}) {
    super(options.detail ?? problems[type].detail, { cause });
    this.answer = problem(type, options);
    this.reason = reason;
  }
}

/** Tells a client to retry in 5 seconds. Sent with every 503. */
export const retryAfter = { 'Retry-After': 5 } as const;

/**
 * The `WWW-Authenticate` challenge of a 401 (RFC 6750, section 3). Its realm is the protection space (RFC 9110, section
 * 11.5).
 */
export const bearerChallenge = 'Bearer realm="tasks-api"';

/** Makes a 503 with `Retry-After` for a dependency that cannot be reached. `detail` replaces the table's sentence. */
export function unavailable(cause: unknown, detail?: string): ProblemError {
  const options = detail === undefined ? {} : { detail };
  return new ProblemError('/problems/service-unavailable', { cause, headers: retryAfter, ...options });
}
