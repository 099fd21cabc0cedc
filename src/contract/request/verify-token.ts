import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../../auth/index.ts';
import type { SecurityHandler } from '../types/security-handler.ts';
import { applyRateLimit, type RateLimiter } from './rate-limit.ts';
import type { RequestStep } from './step.ts';

/**
 * Returns the reason of a refusal as an error. Fastify takes a falsy one for success, which would let the request in.
 */
function toError(reason: unknown): Error {
  return reason instanceof Error
    ? reason
    : new Error('The security handler threw something that is not an Error.', { cause: reason });
}

/**
 * Makes the first step: sets the principal of a request. A refused token counts against the rate limit too, so that a
 * client without a valid token is told to stop asking.
 *
 * @param authenticate undefined for a public operation
 * @returns a step that refuses with 401 or 503, and with 429 if the refused request exceeds the rate limit
 */
export function verifyToken(authenticate: SecurityHandler | undefined, limiter: RateLimiter): RequestStep {
  function refuse(request: FastifyRequest, reply: FastifyReply, reason: unknown): never {
    applyRateLimit(request, reply, limiter);
    throw toError(reason);
  }
  async function waitFor(principal: Promise<Principal>, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    request.principal = await principal.catch((reason: unknown) => refuse(request, reply, reason));
  }
  return (request, reply, done) => {
    let principal;
    try {
      principal = authenticate?.(request.raw);
    } catch (reason) {
      refuse(request, reply, reason);
    }
    // Only a token whose key must be fetched takes a promise. All others go on synchronously, which is faster.
    if (principal instanceof Promise) {
      waitFor(principal, request, reply).then(() => done(), done);
      return;
    }
    request.principal = principal;
    done();
  };
}
