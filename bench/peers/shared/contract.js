/** The contract of the work, in OpenAPI 3.0, which all peers that read one understand. */

const time = { type: 'string', format: 'date-time' };
const title = { type: 'string', minLength: 1, maxLength: 200 };
const description = { type: 'string', nullable: true, maxLength: 1000 };
const dueDate = { ...time, nullable: true };

const task = {
  type: 'object',
  required: ['id', 'user_id', 'title', 'description', 'completed', 'due_date', 'created_at', 'updated_at'],
  additionalProperties: false,
  properties: {
    id: { type: 'integer', minimum: 1 },
    user_id: { type: 'string', minLength: 1, maxLength: 255 },
    title,
    description,
    completed: { type: 'boolean' },
    due_date: dueDate,
    created_at: time,
    updated_at: time,
  },
};

const failure = { type: 'object', required: ['detail'], properties: { detail: { type: 'string' } } };

const userId = {
  name: 'user_id',
  in: 'path',
  required: true,
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};
const taskId = { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };

function query(name, schema) {
  return { name, in: 'query', required: false, schema };
}

function json(schema) {
  return { 'application/json': { schema } };
}

function reference(name) {
  return { $ref: `#/components/schemas/${name}` };
}

function responses(status, schema) {
  const failures = ['400', '401', '403', '404', '422', '500'].map((code) => [
    code,
    { description: 'Refused.', content: json(reference('Failure')) },
  ]);
  return { [status]: { description: 'Done.', content: json(schema) }, ...Object.fromEntries(failures) };
}

export const contract = {
  openapi: '3.0.3',
  info: { title: 'tasks', version: '1.0.0' },
  security: [{ bearerAuth: [] }],
  paths: {
    '/api/{user_id}/tasks': {
      parameters: [userId],
      get: {
        operationId: 'listTasks',
        parameters: [
          query('limit', { type: 'integer', minimum: 1, maximum: 100, default: 50 }),
          query('offset', { type: 'integer', minimum: 0, default: 0 }),
          query('q', { type: 'string', maxLength: 200 }),
        ],
        responses: responses('200', { type: 'array', items: reference('Task') }),
      },
      post: {
        operationId: 'createTask',
        requestBody: { required: true, content: json(reference('TaskCreate')) },
        responses: responses('201', reference('Task')),
      },
    },
    '/api/{user_id}/tasks/{id}': {
      parameters: [userId, taskId],
      get: { operationId: 'getTask', responses: responses('200', reference('Task')) },
      put: {
        operationId: 'updateTask',
        requestBody: { required: true, content: json(reference('TaskUpdate')) },
        responses: responses('200', reference('Task')),
      },
    },
    '/api/{user_id}/tasks/{id}/complete': {
      parameters: [userId, taskId],
      patch: { operationId: 'toggleTaskCompletion', responses: responses('200', reference('Task')) },
    },
  },
  components: {
    securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    schemas: {
      Task: task,
      Failure: failure,
      TaskCreate: {
        type: 'object',
        required: ['title'],
        additionalProperties: false,
        properties: { title, description, due_date: dueDate },
      },
      TaskUpdate: {
        type: 'object',
        minProperties: 1,
        additionalProperties: false,
        properties: { title, description, completed: { type: 'boolean' }, due_date: dueDate },
      },
    },
  },
};
