/** Hono with @hono/zod-openapi as its README has it, on Node.js. It checks what comes in; responses are types alone. */
import process from 'node:process';
import { serve } from '@hono/node-server';
import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { port } from '../shared/settings.js';
import { createTask, findTask, listTasks, toggleTask, updateTask } from '../shared/tasks.js';
import { userOf } from '../shared/token.js';

const UserParams = z.object({ user_id: z.string().min(1).max(255) });
const TaskParams = UserParams.extend({ id: z.coerce.number().int().min(1) });
const ListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  offset: z.coerce.number().int().min(0).default(0),
  q: z.string().max(200).optional(),
});

const title = z.string().min(1).max(200);
const description = z.string().max(1000).nullable();
const time = z.iso.datetime({ offset: true });

const Task = z
  .object({
    id: z.number().int(),
    user_id: z.string(),
    title,
    description,
    completed: z.boolean(),
    due_date: time.nullable(),
    created_at: time,
    updated_at: time,
  })
  .openapi('Task');
const Failure = z.object({ detail: z.string() }).openapi('Failure');
const TaskCreate = z
  .strictObject({ title, description: description.optional(), due_date: time.nullable().optional() })
  .openapi('TaskCreate');
const TaskUpdate = z
  .strictObject({ title, description, completed: z.boolean(), due_date: time.nullable() })
  .partial()
  .openapi('TaskUpdate');

function json(schema) {
  return { content: { 'application/json': { schema } }, description: 'JSON' };
}

const notFound = { 404: json(Failure) };

const app = new OpenAPIHono();

app.use('/api/:user_id/*', async (c, next) => {
  const user = userOf(c.req.header('authorization'));
  if (!user) return c.json({ detail: 'Invalid or expired token' }, 401);
  if (user.sub !== c.req.param('user_id')) return c.json({ detail: 'Forbidden' }, 403);
  c.set('user', user);
  await next();
});

function found(c, row) {
  return row ? c.json(row, 200) : c.json({ detail: 'Task not found' }, 404);
}

app.openapi(
  createRoute({
    method: 'get',
    path: '/api/{user_id}/tasks',
    request: { params: UserParams, query: ListQuery },
    responses: { 200: json(z.array(Task)) },
  }),
  async (c) => c.json(await listTasks(c.get('user').sub, c.req.valid('query')), 200),
);

app.openapi(
  createRoute({
    method: 'post',
    path: '/api/{user_id}/tasks',
    request: { params: UserParams, body: { ...json(TaskCreate), required: true } },
    responses: { 201: json(Task) },
  }),
  async (c) => c.json(await createTask(c.get('user'), c.req.valid('json')), 201),
);

app.openapi(
  createRoute({
    method: 'get',
    path: '/api/{user_id}/tasks/{id}',
    request: { params: TaskParams },
    responses: { 200: json(Task), ...notFound },
  }),
  async (c) => found(c, await findTask(c.get('user').sub, c.req.valid('param').id)),
);

app.openapi(
  createRoute({
    method: 'put',
    path: '/api/{user_id}/tasks/{id}',
    request: { params: TaskParams, body: { ...json(TaskUpdate), required: true } },
    responses: { 200: json(Task), ...notFound },
  }),
  async (c) => found(c, await updateTask(c.get('user').sub, c.req.valid('param').id, c.req.valid('json'))),
);

app.openapi(
  createRoute({
    method: 'patch',
    path: '/api/{user_id}/tasks/{id}/complete',
    request: { params: TaskParams },
    responses: { 200: json(Task), ...notFound },
  }),
  async (c) => found(c, await toggleTask(c.get('user').sub, c.req.valid('param').id)),
);

const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port });
// As the adapter's README has it.
process.on('SIGTERM', () => {
  server.close();
  process.exit(0);
});
