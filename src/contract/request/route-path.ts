import type { FastifyRequest } from 'fastify';

/** Converts a path template to Fastify's notation: `/api/{user_id}/tasks` becomes `/api/:user_id/tasks`. */
export function routePath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

/** Returns the path parameters of a request as text, percent-decoded by Fastify's router. */
export function pathTexts({ params }: FastifyRequest): Readonly<Record<string, string>> {
  // The routes are made by routePath(): the router sets an object of strings.
  return params as Readonly<Record<string, string>>;
}
