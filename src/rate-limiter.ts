import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Rate, RateLimiter } from './contract/index.ts';

/** Begins with a caller's first request. A clock that was set back does not make it longer. */
const windowSeconds = 60;

/** Callers that are remembered at a time, for each kind of caller. The ones that were quiet longest are forgotten first. */
const rememberedCallers = 100_000;

function unread(limit: number): Rate {
  return { limit, remaining: limit, resetSeconds: windowSeconds, exceeded: false };
}

/**
 * Counts requests by the minute, in this process. Principals have a count of their own wherever they call from. Without a principal it is
 * the address that counts, and those whose token was refused use up nothing of what health checks need.
 */
export async function createRateLimiter(app: FastifyInstance, requestsPerMinute: number): Promise<RateLimiter> {
  await app.register(rateLimit, { global: false });
  const options = { max: requestsPerMinute, timeWindow: windowSeconds * 1000, cache: rememberedCallers };
  const byUser = app.createRateLimit({ ...options, keyGenerator: ({ principal }) => principal?.userId ?? '' });
  const byAddress = app.createRateLimit(options);
  const byAddressRefused = app.createRateLimit(options);

  function limiterOf({ principal, routeOptions }: FastifyRequest) {
    if (principal) return byUser;
    return routeOptions.config.operation?.security === undefined ? byAddress : byAddressRefused;
  }

  return async (request) => {
    // A client that has gone has no address to be counted by, and nobody to read the answer. A user is counted all the same.
    if (!request.principal && request.raw.socket.remoteAddress === undefined) return unread(requestsPerMinute);
    const result = await limiterOf(request)(request);
    // Callers on an allow-list are not counted, and there is none.
    if (result.isAllowed) throw new Error('A request was not counted.');
    const { max, remaining, ttlInSeconds, isExceeded } = result;
    return { limit: max, remaining, resetSeconds: Math.min(ttlInSeconds, windowSeconds), exceeded: isExceeded };
  };
}
