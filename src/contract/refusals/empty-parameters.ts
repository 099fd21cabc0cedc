import type { FastifyReply, FastifyRequest } from 'fastify';
import { pathTexts } from '../request/route-path.ts';

/**
 * Answers 404 if a path parameter is empty: Fastify matches `/api/alice/tasks/`, which is not a path of the contract.
 */
export function refuseEmptyParameters(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const texts = pathTexts(request);
  for (const name in texts) {
    if (texts[name] === '') {
      reply.callNotFound();
      return;
    }
  }
  done();
}
