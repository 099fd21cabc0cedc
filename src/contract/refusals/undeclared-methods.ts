import { METHODS } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { problem } from '../../values/problems.ts';
import type { CompiledResponses } from '../types/compiled.ts';
import { routePath } from '../request/route-path.ts';
import { sendAnswer, type HandlerAnswer } from '../response/send-answer.ts';
import { refuseEmptyParameters } from './empty-parameters.ts';

/** All methods that Node reads. CONNECT names no path, and Node makes no request of it. */
const methods = METHODS.filter((method) => method !== 'CONNECT');

/** Lets Fastify route every method that Node reads. It knows only some, and answers the others with 404. */
export function routeEveryMethod(app: FastifyInstance): void {
  for (const method of methods) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
}

/** Lists the methods of a path for `Allow`. Fastify adds HEAD to every GET, and the engine adds OPTIONS everywhere. */
export function allowedMethods(declared: readonly string[]): string[] {
  return [...declared.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])), 'OPTIONS'];
}

/**
 * Answers the methods that a path does not declare: OPTIONS with 204 and the declared methods (RFC 9110, section
 * 9.3.7), all others with 405 (section 15.5.6). No token is required and no body is read.
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
    problem('/problems/method-not-allowed', { headers, detail: `This path has the methods ${headers.Allow}.` }),
  );
}
