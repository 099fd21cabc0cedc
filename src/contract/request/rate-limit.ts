import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../values/problems.ts';

/** What is left of a caller's requests. */
export interface Rate {
  /** Requests a minute. */
  readonly limit: number;
  readonly remaining: number;
  /** Until the caller's minute is over. */
  readonly resetSeconds: number;
  /** Whether this request is one too many. */
  readonly exceeded: boolean;
}

/** Counts a request: for its principal, or for its address where it has none. */
export type RateLimiter = (request: FastifyRequest) => Rate;

/** The headers that every answer of an operation carries. */
export function rateHeaders({ limit, remaining, resetSeconds }: Rate): Readonly<Record<string, number>> {
  return { 'RateLimit-Limit': limit, 'RateLimit-Remaining': remaining, 'RateLimit-Reset': resetSeconds };
}

/** Counts a request and tells its answer so. @throws ProblemError 429 */
export function applyRateLimit(request: FastifyRequest, reply: FastifyReply, limiter: RateLimiter): void {
  const rate = limiter(request);
  reply.headers(rateHeaders(rate));
  if (rate.exceeded) {
    throw new ProblemError('/problems/too-many-requests', {
      headers: { 'Retry-After': Math.max(1, rate.resetSeconds) },
    });
  }
}
