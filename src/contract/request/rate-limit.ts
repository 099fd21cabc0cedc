import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../values/problems.ts';
import type { RequestStep } from './step.ts';

/** The state of a caller's rate limit. */
export interface Rate {
  /** Requests per minute. */
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the caller's minute ends. */
  readonly resetSeconds: number;
  /** True if this request exceeds the limit. */
  readonly exceeded: boolean;
}

/** Counts a request: for its principal, or for its address if it has none. */
export type RateLimiter = (request: FastifyRequest) => Rate;

/** Returns the headers that every response of an operation carries. */
export function rateHeaders({ limit, remaining, resetSeconds }: Rate): Readonly<Record<string, number>> {
  return { 'RateLimit-Limit': limit, 'RateLimit-Remaining': remaining, 'RateLimit-Reset': resetSeconds };
}

/**
 * Counts a request and sets the rate headers of its response.
 *
 * @throws ProblemError 429
 */
export function applyRateLimit(request: FastifyRequest, reply: FastifyReply, limiter: RateLimiter): void {
  const rate = limiter(request);
  reply.headers(rateHeaders(rate));
  if (rate.exceeded) {
    throw new ProblemError('/problems/too-many-requests', {
      headers: { 'Retry-After': Math.max(1, rate.resetSeconds) },
    });
  }
}

/** Makes the step that counts a request whose token is valid, or that needs none. It refuses with 429. */
export function limitRate(limiter: RateLimiter): RequestStep {
  return (request, reply, done) => {
    applyRateLimit(request, reply, limiter);
    done();
  };
}
