import { LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify';
import { loggedPath } from './logged-path.ts';

/** Fields on every line of a logger. */
type Bindings = Readonly<Record<string, unknown>>;

/**
 * Logger of one request that creates its pino logger at the first line. Most requests log nothing but their answer, and
 * a child of pino's would be a large part of their cost.
 */
class RequestLogger implements FastifyBaseLogger {
  readonly #parent: FastifyBaseLogger;
  readonly #bindings: Bindings;
  #own: FastifyBaseLogger | undefined;

  constructor(parent: FastifyBaseLogger, bindings: Bindings) {
    this.#parent = parent;
    this.#bindings = bindings;
  }

  get level(): string {
    return this.#parent.level;
  }

  child(bindings: Bindings): FastifyBaseLogger {
    return this.#logger().child(bindings);
  }

  fatal(...line: unknown[]): void {
    this.#write('fatal', line);
  }

  error(...line: unknown[]): void {
    this.#write('error', line);
  }

  warn(...line: unknown[]): void {
    this.#write('warn', line);
  }

  info(...line: unknown[]): void {
    this.#write('info', line);
  }

  debug(...line: unknown[]): void {
    this.#write('debug', line);
  }

  trace(...line: unknown[]): void {
    this.#write('trace', line);
  }

  silent(): void {
    // Pino's `silent` logs nothing.
  }

  #write(level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace', line: unknown[]): void {
    const logger = this.#logger();
    Reflect.apply(logger[level], logger, line);
  }

  #logger(): FastifyBaseLogger {
    this.#own ??= this.#parent.child(this.#bindings);
    return this.#own;
  }
}

/** Creates the logger of a request: Fastify's `childLoggerFactory`. */
export function requestLogger(parent: FastifyBaseLogger, bindings: Bindings): FastifyBaseLogger {
  return new RequestLogger(parent, bindings);
}

/**
 * Logs one line per request instead of Fastify's two. The line names the operation and never the URL, which contains
 * user ids and search texts. A path that names nothing is logged without them.
 */
export class RequestLog extends LogController {
  readonly #logger: FastifyBaseLogger;
  /** Loggers by operation, method and status, so that these fields are serialised once. */
  readonly #loggers = new Map<string, FastifyBaseLogger>();

  constructor(logger: FastifyBaseLogger) {
    super();
    this.#logger = logger;
  }

  override incomingRequest(): void {
    // `requestCompleted` logs the request.
  }

  override routeNotFound(): void {
    // `requestCompleted` logs the request.
  }

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const isUnknown = reply.statusCode === 404 && request.is404;
    const fields = {
      [this.requestIdLogLabel]: request.id,
      ms: Math.round(reply.elapsedTime * 100) / 100,
      ...(isUnknown ? { path: loggedPath(request.url) } : {}),
    };
    const logger = this.#loggerOf(request, reply);
    if (error) logger.error({ ...fields, err: error }, 'not answered');
    else logger.info(fields, 'answered');
  }

  #loggerOf({ method, routeOptions }: FastifyRequest, { statusCode: status }: FastifyReply): FastifyBaseLogger {
    const operation = routeOptions.config.operation?.id;
    const key = `${operation ?? ''} ${method} ${status}`;
    const known = this.#loggers.get(key) ?? this.#logger.child({ operation, method, status });
    this.#loggers.set(key, known);
    return known;
  }
}
