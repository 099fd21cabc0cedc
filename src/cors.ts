import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** Which pages of other origins may call the server, and what they may send and read beside the contract's own. */
export interface CrossOrigin {
  readonly origins: readonly (string | RegExp)[];
  readonly requestHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
}

/** What a browser lets a page of another origin read beside the body. */
const contractHeaders = [
  'Link',
  'Location',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'WWW-Authenticate',
];

/** Lets the pages of these origins, and of no other, call the server (Fetch, CORS protocol). */
export async function allowOrigins(
  app: FastifyInstance,
  { origins, requestHeaders, exposedHeaders: furtherHeaders }: CrossOrigin,
): Promise<void> {
  if (origins.length === 0) return;
  const exposedHeaders = [...contractHeaders, ...furtherHeaders];
  const preflightHeaders = {
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    'Access-Control-Allow-Headers': ['Authorization', 'Content-Type', ...requestHeaders].join(', '),
    'Access-Control-Max-Age': '600',
  };
  // The plugin's own answer to a preflight would not say what methods the path has.
  await app.register(cors, { origin: [...origins], exposedHeaders, preflight: false });
  app.addHook('onRequest', (request, reply, done) => {
    const isPreflight = request.method === 'OPTIONS' && 'access-control-request-method' in request.headers;
    if (isPreflight && reply.hasHeader('access-control-allow-origin')) reply.headers(preflightHeaders);
    done();
  });
}
