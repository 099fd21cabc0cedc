import type { FastifyRequest } from 'fastify';
import type { Rate, RateLimiter } from '../contract/index.ts';

/** Begins with a caller's first request. */
const windowMs = 60_000;

/** Callers that are remembered at least, for each kind of caller. Of more than twice as many, the ones that were quiet longest are forgotten. */
const rememberedCallers = 100_000;

interface Window {
  readonly endsAt: number;
  count: number;
}

/** A count for each caller of one kind. */
class Counter {
  readonly #limit: number;
  #recent = new Map<string, Window>();
  #older = new Map<string, Window>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  count(caller: string): Rate {
    // It never goes back, as the time of day may.
    const now = performance.now();
    const window = this.#windowOf(caller, now);
    window.count += 1;
    return {
      limit: this.#limit,
      remaining: Math.max(0, this.#limit - window.count),
      // A sum of fractions may come out a little more than its parts.
      resetSeconds: Math.min(windowMs / 1000, Math.ceil((window.endsAt - now) / 1000)),
      exceeded: window.count > this.#limit,
    };
  }

  #windowOf(caller: string, now: number): Window {
    const recent = this.#recent.get(caller);
    if (recent && recent.endsAt > now) return recent;
    const older = this.#older.get(caller);
    const window = older && older.endsAt > now ? older : { endsAt: now + windowMs, count: 0 };
    if (this.#recent.size >= rememberedCallers) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(caller, window);
    return window;
  }
}

/**
 * Counts requests by the minute, in this process. Principals have a count of their own wherever they call from. Without a principal it is
 * the address that counts, and those whose token was refused use up nothing of what health checks need.
 */
export function createRateLimiter(requestsPerMinute: number): RateLimiter {
  const byUser = new Counter(requestsPerMinute);
  const byAddress = new Counter(requestsPerMinute);
  const byAddressRefused = new Counter(requestsPerMinute);
  const unread: Rate = {
    limit: requestsPerMinute,
    remaining: requestsPerMinute,
    resetSeconds: windowMs / 1000,
    exceeded: false,
  };
  return (request: FastifyRequest) => {
    const { principal, routeOptions } = request;
    if (principal) return byUser.count(principal.userId);
    // A client that has gone has no address to be counted by, and nobody to read the answer.
    if (request.raw.socket.remoteAddress === undefined) return unread;
    const counter = routeOptions.config.operation?.security === undefined ? byAddress : byAddressRefused;
    return counter.count(request.ip);
  };
}
