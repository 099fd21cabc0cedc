/** Fastify as in its guide: a hook for the token, and schemas for requests and responses. */
import Fastify from 'fastify';
import { schemas, taskIdSchema, userIdSchema, listParameters } from '../shared/contract.js';
import { port } from '../shared/settings.js';
import { createTask, findTask, listTasks, toggleTask, updateTask } from '../shared/tasks.js';
import { userOf } from '../shared/token.js';

const app = Fastify();

const task = schemas.Task;
const userParams = { type: 'object', required: ['user_id'], properties: { user_id: userIdSchema } };
const taskParams = {
  type: 'object',
  required: ['user_id', 'id'],
  properties: { user_id: userIdSchema, id: taskIdSchema },
};
const listQuery = { type: 'object', properties: listParameters };

app.decorateRequest('user', null);
app.addHook('onRequest', async (request, reply) => {
  request.user = userOf(request.headers.authorization);
  if (!request.user) return reply.code(401).send({ detail: 'Invalid or expired token' });
  if (request.user.sub !== request.params.user_id) return reply.code(403).send({ detail: 'Forbidden' });
});

function found(row, reply) {
  return row ?? reply.code(404).send({ detail: 'Task not found' });
}

app.get(
  '/api/:user_id/tasks',
  { schema: { params: userParams, querystring: listQuery, response: { 200: { type: 'array', items: task } } } },
  async (request) => listTasks(request.user.sub, request.query),
);

app.post(
  '/api/:user_id/tasks',
  { schema: { params: userParams, body: schemas.TaskCreate, response: { 201: task } } },
  async (request, reply) => {
    reply.code(201);
    return createTask(request.user, request.body);
  },
);

app.get(
  '/api/:user_id/tasks/:id',
  { schema: { params: taskParams, response: { 200: task } } },
  async (request, reply) => found(await findTask(request.user.sub, request.params.id), reply),
);

app.put(
  '/api/:user_id/tasks/:id',
  { schema: { params: taskParams, body: schemas.TaskUpdate, response: { 200: task } } },
  async (request, reply) => found(await updateTask(request.user.sub, request.params.id, request.body), reply),
);

app.patch(
  '/api/:user_id/tasks/:id/complete',
  { schema: { params: taskParams, response: { 200: task } } },
  async (request, reply) => found(await toggleTask(request.user.sub, request.params.id), reply),
);

await app.listen({ host: '127.0.0.1', port });
