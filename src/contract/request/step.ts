import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * A step of the request pipeline. It calls `done()` to go on, and throws a ProblemError or passes it to `done` to
 * refuse.
 */
export type RequestStep = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void;
