import { METHODS } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../problems.ts';
import { sendProblem } from './send.ts';

/** CONNECT names no path, and Node does not make a request of it. */
const methods = METHODS.filter((method) => method !== 'CONNECT');

/** `/api/{user_id}/tasks` in Fastify's spelling. */
export function routePath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** Answers as if nothing were mounted where a parameter of the path is empty: `/api/alice/tasks/` is no path of the contract. */
export function refuseEmptyParameters(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const { params } = request;
  if (typeof params === 'object' && params !== null && Object.values(params).includes('')) reply.callNotFound();
  else done();
}

/** Lets Fastify route every method that Node reads. It knows a few, and answers the others as if there were no such path. */
export function routeEveryMethod(app: FastifyInstance): void {
  for (const method of methods) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
}

/** Answers every other method of a path with 405 and `Allow` (RFC 9110, section 15.5.6), before a token or a body is looked at. */
export function mountUndeclaredMethods(app: FastifyInstance, path: string, declared: readonly string[]): void {
  // Fastify answers HEAD wherever it answers GET.
  const allowed = declared.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  const refusal = problem('/problems/method-not-allowed', { headers: { Allow: allowed.join(', ') } });
  app.route({
    method: methods.filter((method) => !allowed.includes(method)),
    url: routePath(path),
    onRequest: [
      refuseEmptyParameters,
      (request, reply) => {
        sendProblem(request, reply, refusal);
      },
    ],
    handler: () => undefined,
  });
}
