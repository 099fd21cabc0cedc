import { LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify';

/** A log that goes with one request. */
type Bindings = Readonly<Record<string, unknown>>;

/**
 * A request's logger, made into one of pino's when something is first said with it. Most requests say nothing but that they were answered, and
 * a child of pino's would be a good part of what they cost.
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

  fatal(...said: unknown[]): void {
    this.#say('fatal', said);
  }

  error(...said: unknown[]): void {
    this.#say('error', said);
  }

  warn(...said: unknown[]): void {
    this.#say('warn', said);
  }

  info(...said: unknown[]): void {
    this.#say('info', said);
  }

  debug(...said: unknown[]): void {
    this.#say('debug', said);
  }

  trace(...said: unknown[]): void {
    this.#say('trace', said);
  }

  silent(): void {
    // Says nothing.
  }

  #say(level: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace', said: unknown[]): void {
    const logger = this.#logger();
    Reflect.apply(logger[level], logger, said);
  }

  #logger(): FastifyBaseLogger {
    this.#own ??= this.#parent.child(this.#bindings);
    return this.#own;
  }
}

/** Fastify's way to make a logger for each request. */
export function requestLogger(parent: FastifyBaseLogger, bindings: Bindings): FastifyBaseLogger {
  return new RequestLogger(parent, bindings);
}

/**
 * One line for every request instead of Fastify's two. It names the operation, never the URL: that holds user ids and search
 * texts.
 */
export class RequestLog extends LogController {
  readonly #logger: FastifyBaseLogger;
  /** Of each operation, method and status, what its lines begin with is written once. */
  readonly #answered = new Map<string, FastifyBaseLogger>();

  constructor(logger: FastifyBaseLogger) {
    super();
    this.#logger = logger;
  }

  override incomingRequest(): void {
    // Said once the answer is out.
  }

  override routeNotFound(): void {
    // Said once the answer is out.
  }

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const line = { [this.requestIdLogLabel]: request.id, ms: Math.round(reply.elapsedTime * 100) / 100 };
    const logger = this.#loggerOf(request, reply);
    if (error) logger.error({ ...line, err: error }, 'not answered');
    else logger.info(line, 'answered');
  }

  #loggerOf({ method, routeOptions }: FastifyRequest, { statusCode: status }: FastifyReply): FastifyBaseLogger {
    const operation = routeOptions.config.operation?.id;
    const key = `${operation ?? ''} ${method} ${status}`;
    const known = this.#answered.get(key) ?? this.#logger.child({ operation, method, status });
    this.#answered.set(key, known);
    return known;
  }
}
