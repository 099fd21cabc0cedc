import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import type { ProblemAnswer } from '../../values/problems.ts';
import type { ExplainRefusal } from '../types/security-handler.ts';

/** Number of refusals of one reason that are logged in each window. */
const linesPerWindow = 5;
interface RefusalLogOptions {
  readonly logger: FastifyBaseLogger;
  /** Undefined: only the name of a reason is logged. */
  readonly explainRefusal?: ExplainRefusal;
  /** True in development. */
  readonly explainsToClients?: boolean;
}

interface Window {
  readonly startedAt: number;
  count: number;
}

/**
 * Logs why credentials were refused: a few lines per reason and minute, so that a flood of bad tokens floods no log,
 * and then how many were left out. Reasons come from a short list, so it keeps few of them.
 */
export class RefusalLog {
  readonly #options: RefusalLogOptions;
  readonly #windowMs: number;
  readonly #windows = new Map<string, Window>();

  /** @param windowMs a window begins with the first refusal */
  constructor(options: RefusalLogOptions, windowMs = 60_000) {
    this.#options = options;
    this.#windowMs = windowMs;
  }

  /** Logs a refusal, unless too many were logged. Returns its answer, which tells the reason in development only. */
  explain(reason: string, answer: ProblemAnswer, request: FastifyRequest): ProblemAnswer {
    const { logger, explainRefusal, explainsToClients = false } = this.#options;
    const isLogged = this.#count(reason) <= linesPerWindow;
    if (explainRefusal === undefined || !(isLogged || explainsToClients)) {
      // The logger of a request would be made for nothing at the default level.
      logger.debug({ reqId: request.id, reason }, 'refused');
      return answer;
    }
    const { text, expected, came, detail } = explainRefusal(reason, request.raw);
    if (isLogged) request.log.info({ reason, expected, came }, text);
    return explainsToClients ? { ...answer, detail } : answer;
  }

  #count(reason: string): number {
    // Unlike the time of day, this clock never goes back.
    const now = performance.now();
    const known = this.#windows.get(reason);
    const window = known && now - known.startedAt < this.#windowMs ? known : this.#open(reason, now);
    window.count += 1;
    if (window.count === linesPerWindow + 1) this.#tellLater(reason, window, window.startedAt + this.#windowMs - now);
    return window.count;
  }

  #open(reason: string, startedAt: number): Window {
    const window = { startedAt, count: 0 };
    this.#windows.set(reason, window);
    return window;
  }

  /** Tells at the end of a window how many refusals it left out. A process that ends does not wait for it. */
  #tellLater(reason: string, window: Window, delayMs: number): void {
    setTimeout(() => {
      const suppressed = window.count - linesPerWindow;
      this.#options.logger.info({ reason, suppressed }, 'more refusals for this reason were not logged');
    }, delayMs).unref();
  }
}
