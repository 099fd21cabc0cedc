/**
 * openapi-backend as in its README: `handleRequest()` behind Fastify, a security handler, and responses validated in
 * `postResponseHandler`.
 */
import addFormats from 'ajv-formats';
import Fastify from 'fastify';
import { OpenAPIBackend } from 'openapi-backend';
import { contract } from '../shared/contract.js';
import { port } from '../shared/settings.js';
import { createTask, findTask, listTasks, toggleTask, updateTask, withTimesAsText } from '../shared/tasks.js';
import { userOf } from '../shared/token.js';

function found(row, reply) {
  if (row) return withTimesAsText(row);
  reply.code(404);
  return { detail: 'Task not found' };
}

const api = new OpenAPIBackend({
  definition: contract,
  ajvOpts: { allErrors: true },
  customizeAjv(ajv) {
    addFormats(ajv);
    return ajv;
  },
});

api.registerSecurityHandler('bearerAuth', (c) => {
  const user = userOf(c.request.headers.authorization);
  return user ?? false;
});

/** Refuses everyone but the owner of the tasks. */
function owned(handler) {
  return async (c, request, reply) => {
    const user = c.security.bearerAuth;
    if (user.sub !== c.request.params.user_id) {
      reply.code(403);
      return { detail: 'Forbidden' };
    }
    return handler(c, user, reply);
  };
}

api.register({
  listTasks: owned(async (c, user) => (await listTasks(user.sub, c.request.query)).map(withTimesAsText)),
  createTask: owned(async (c, user, reply) => {
    reply.code(201);
    return withTimesAsText(await createTask(user, c.request.requestBody));
  }),
  getTask: owned(async (c, user, reply) => found(await findTask(user.sub, c.request.params.id), reply)),
  updateTask: owned(async (c, user, reply) =>
    found(await updateTask(user.sub, c.request.params.id, c.request.requestBody), reply),
  ),
  toggleTaskCompletion: owned(async (c, user, reply) => found(await toggleTask(user.sub, c.request.params.id), reply)),
  unauthorizedHandler: (c, request, reply) => {
    reply.code(401);
    return { detail: 'Invalid or expired token' };
  },
  validationFail: (c, request, reply) => {
    reply.code(400);
    return { detail: JSON.stringify(c.validation.errors) };
  },
  notFound: (c, request, reply) => {
    reply.code(404);
    return { detail: 'Not found' };
  },
  postResponseHandler: (c, request, reply) => {
    if (c.operation) {
      const valid = c.api.validateResponse(c.response, c.operation, reply.statusCode);
      if (valid.errors) return reply.code(502).send({ detail: JSON.stringify(valid.errors) });
    }
    return reply.send(c.response);
  },
});

await api.init();

const app = Fastify();
app.route({
  method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  url: '/*',
  handler: async (request, reply) =>
    api.handleRequest(
      {
        method: request.method,
        path: request.url,
        body: request.body,
        query: request.query,
        headers: request.headers,
      },
      request,
      reply,
    ),
});
await app.listen({ host: '127.0.0.1', port });
