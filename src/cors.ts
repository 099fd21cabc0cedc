import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/** What a browser lets a page of another origin read beside the body. */
const exposedHeaders = [
  'Link',
  'Location',
  'RateLimit-Limit',
  'RateLimit-Remaining',
  'RateLimit-Reset',
  'Retry-After',
  'WWW-Authenticate',
];

const preflightHeaders = {
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type',
  'Access-Control-Max-Age': '600',
};

/** Lets the pages of these origins, and of no other, call the server (Fetch, CORS protocol). */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  // The plugin's own answer to a preflight would not say what methods the path has.
  await app.register(cors, { origin: [...origins], exposedHeaders, preflight: false });
  app.addHook('onRequest', (request, reply, done) => {
    const isPreflight = request.method === 'OPTIONS' && 'access-control-request-method' in request.headers;
    if (isPreflight && reply.hasHeader('access-control-allow-origin')) reply.headers(preflightHeaders);
    done();
  });
}
