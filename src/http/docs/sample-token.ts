import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mountUndeclaredMethods, type Contract } from '../../contract/index.ts';

/** Signs a token of a user, for the samples. */
export type SignSampleToken = (userId: string) => string;

const loopback = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

/**
 * True for a page of this server, in a browser on this machine. Without the check of the host, a page of another site
 * whose name resolves to this machine could read the token.
 */
function isOwnPage({ raw, hostname }: FastifyRequest): boolean {
  const name = hostname.replace(/^\[|\]$/g, '');
  const isLocal = name === 'localhost' || (isIP(name) !== 0 && loopback.test(name));
  const site = raw.headers['sec-fetch-site'];
  return isLocal && loopback.test(raw.socket.remoteAddress ?? '') && site === 'same-origin';
}

/** Gives the documentation page a new token for its samples. Anyone else gets an empty answer. */
export function mountSampleToken(app: FastifyInstance, { compiled }: Contract, sign: () => string): void {
  app.get('/docs/token', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (!isOwnPage(request)) return reply.code(204).send();
    return reply.header('content-type', 'text/plain; charset=utf-8').send(sign());
  });
  mountUndeclaredMethods(app, '/docs/token', ['GET'], compiled.serverResponses);
}
