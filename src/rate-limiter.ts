import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RateLimiter } from './contract/index.ts';

/** Callers that are remembered at a time, for each kind of caller. The ones that were quiet longest are forgotten first. */
const rememberedCallers = 100_000;

/**
 * Counts requests by the minute, in this process. Principals have a count of their own wherever they call from. Without a principal it is
 * the address that counts, and those whose token was refused use up nothing of what health checks need.
 */
export async function createRateLimiter(app: FastifyInstance, requestsPerMinute: number): Promise<RateLimiter> {
  await app.register(rateLimit, { global: false });
  const options = { max: requestsPerMinute, timeWindow: '1 minute', cache: rememberedCallers };
  const byUser = app.createRateLimit({ ...options, keyGenerator: ({ principal }) => principal?.userId ?? '' });
  const byAddress = app.createRateLimit(options);
  const byAddressRefused = app.createRateLimit(options);

  function limiterOf({ principal, routeOptions }: FastifyRequest) {
    if (principal) return byUser;
    return routeOptions.config.operation?.security === undefined ? byAddress : byAddressRefused;
  }

  return async (request) => {
    const result = await limiterOf(request)(request);
    // Callers on an allow-list are not counted, and there is none.
    if (result.isAllowed) throw new Error('A request was not counted.');
    const { max, remaining, ttlInSeconds, isExceeded } = result;
    return { limit: max, remaining, resetSeconds: ttlInSeconds, exceeded: isExceeded };
  };
}
