import { METHODS } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problem } from '../../values/problems.ts';
import type { CompiledResponses } from '../types/compiled.ts';
import { sendAnswer, type HandlerAnswer } from '../response/send-answer.ts';

/** CONNECT names no path, and Node does not make a request of it. */
const methods = METHODS.filter((method) => method !== 'CONNECT');

/** `/api/{user_id}/tasks` in Fastify's spelling. */
export function routePath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** Answers as if nothing were mounted where a parameter of the path is empty: `/api/alice/tasks/` is no path of the contract. */
export function refuseEmptyParameters(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const params = request.params as Readonly<Record<string, string>>;
  for (const name in params) {
    if (params[name] === '') {
      reply.callNotFound();
      return;
    }
  }
  done();
}

/** Lets Fastify route every method that Node reads. It knows a few, and answers the others as if there were no such path. */
export function routeEveryMethod(app: FastifyInstance): void {
  for (const method of methods) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
}

/** The methods of a path, as `Allow` lists them. Fastify answers HEAD wherever it answers GET, and we answer OPTIONS everywhere. */
export function allowedMethods(declared: readonly string[]): string[] {
  return [...declared.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])), 'OPTIONS'];
}

/**
 * Answers the methods of a path that no route has: OPTIONS with those that there are (RFC 9110, section 9.3.7), every other with
 * 405 (section 15.5.6). Neither a token nor a body is looked at.
 */
export function mountUndeclaredMethods(
  app: FastifyInstance,
  path: string,
  declared: readonly string[],
  serverResponses: CompiledResponses,
): void {
  const allowed = allowedMethods(declared);
  const headers = { Allow: allowed.join(', ') };
  const answerAll = (method: string | string[], answer: HandlerAnswer): void => {
    app.route({
      method,
      url: routePath(path),
      onRequest: [
        refuseEmptyParameters,
        (request, reply) => {
          sendAnswer(request, reply, serverResponses, answer);
        },
      ],
      handler: () => undefined,
    });
  };
  answerAll('OPTIONS', { status: 204, headers });
  answerAll(
    methods.filter((method) => !allowed.includes(method)),
    problem('/problems/method-not-allowed', { headers }),
  );
}
