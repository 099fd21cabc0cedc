import type { FastifyInstance } from 'fastify';
import Negotiator from 'negotiator';
import { mountUndeclaredMethods, type Contract } from '../../contract/index.ts';

const contractType = 'application/json';
const pageType = 'text/html';

/** True for a request of a browser. A client without `Accept`, or with a wildcard alone, is a program. */
function wantsPage(accept: string | undefined): boolean {
  return new Negotiator({ headers: { accept } }).mediaType([contractType, pageType]) === pageType;
}

/** Leads from `/` to the documentation or to the contract. The addresses are relative: a proxy may add a prefix. */
export function mountRoot(app: FastifyInstance, { compiled }: Contract): void {
  app.get('/', async (request, reply) => {
    const location = wantsPage(request.headers.accept) ? 'docs' : 'openapi.json';
    const vary = [reply.getHeader('vary'), 'Accept'].flatMap((value) => value ?? []).join(', ');
    return reply.code(302).headers({ location, vary }).send();
  });
  mountUndeclaredMethods(app, '/', ['GET'], compiled.serverResponses);
}
