import type { FastifyRequest } from 'fastify';
import type { Rate, RateLimiter } from '../contract/index.ts';
import { clientAt } from './client-address.ts';

/** The window of a caller starts with the first request. */
const windowMs = 60_000;

/**
 * Minimum number of callers kept per kind. At most twice as many are kept; those that were quiet longest are dropped.
 */
const minKeptCallers = 100_000;

interface Window {
  readonly endsAt: number;
  count: number;
}

/** Counts the requests of each caller of one kind. */
class Counter {
  readonly #limit: number;
  #recent = new Map<string, Window>();
  #older = new Map<string, Window>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  count(caller: string): Rate {
    // Unlike the time of day, this clock never goes back.
    const now = performance.now();
    const window = this.#windowOf(caller, now);
    window.count += 1;
    return {
      limit: this.#limit,
      remaining: Math.max(0, this.#limit - window.count),
      // Adding fractions may round up to a little more than a minute.
      resetSeconds: Math.min(windowMs / 1000, Math.ceil((window.endsAt - now) / 1000)),
      exceeded: window.count > this.#limit,
    };
  }

  #windowOf(caller: string, now: number): Window {
    const recent = this.#recent.get(caller);
    if (recent && recent.endsAt > now) return recent;
    const older = this.#older.get(caller);
    const window = older && older.endsAt > now ? older : { endsAt: now + windowMs, count: 0 };
    if (this.#recent.size >= minKeptCallers) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(caller, window);
    return window;
  }
}

/**
 * Counts requests per minute in this process: by user, wherever the user calls from, and without a user by address.
 * Refused tokens have a count of their own, so that they do not use up the requests of health checks.
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
    // A client that has disconnected has no address, and nobody reads the answer.
    const { remoteAddress } = request.raw.socket;
    if (remoteAddress === undefined) return unread;
    const counter = routeOptions.config.operation?.security === undefined ? byAddress : byAddressRefused;
    return counter.count(clientAt(request.ip, remoteAddress));
  };
}
