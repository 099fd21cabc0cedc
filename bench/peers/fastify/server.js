/** Fastify as its guide has it: a hook for the token, and schemas, by hand, of what comes in and what goes out. */
import Fastify from 'fastify';
import { port } from '../shared/settings.js';
import { createTask, findTask, listTasks, toggleTask, updateTask } from '../shared/tasks.js';
import { userOf } from '../shared/token.js';

const app = Fastify();

const time = { type: 'string', format: 'date-time' };
const title = { type: 'string', minLength: 1, maxLength: 200 };
const description = { type: 'string', nullable: true, maxLength: 1000 };
const dueDate = { ...time, nullable: true };

const task = {
  type: 'object',
  required: ['id', 'user_id', 'title', 'description', 'completed', 'due_date', 'created_at', 'updated_at'],
  properties: {
    id: { type: 'integer' },
    user_id: { type: 'string' },
    title: { type: 'string' },
    description: { type: 'string', nullable: true },
    completed: { type: 'boolean' },
    due_date: dueDate,
    created_at: time,
    updated_at: time,
  },
};

const userParams = {
  type: 'object',
  required: ['user_id'],
  properties: { user_id: { type: 'string', minLength: 1, maxLength: 255 } },
};

const taskParams = {
  type: 'object',
  required: ['user_id', 'id'],
  properties: { ...userParams.properties, id: { type: 'integer', minimum: 1 } },
};

const listQuery = {
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
    offset: { type: 'integer', minimum: 0, default: 0 },
    q: { type: 'string', maxLength: 200 },
  },
};

const createBody = {
  type: 'object',
  required: ['title'],
  additionalProperties: false,
  properties: { title, description, due_date: dueDate },
};

const updateBody = {
  type: 'object',
  minProperties: 1,
  additionalProperties: false,
  properties: { title, description, completed: { type: 'boolean' }, due_date: dueDate },
};

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
  { schema: { params: userParams, body: createBody, response: { 201: task } } },
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
  { schema: { params: taskParams, body: updateBody, response: { 200: task } } },
  async (request, reply) => found(await updateTask(request.user.sub, request.params.id, request.body), reply),
);

app.patch(
  '/api/:user_id/tasks/:id/complete',
  { schema: { params: taskParams, response: { 200: task } } },
  async (request, reply) => found(await toggleTask(request.user.sub, request.params.id), reply),
);

await app.listen({ host: '127.0.0.1', port });
