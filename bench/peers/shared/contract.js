/** The contract of the work, in OpenAPI 3.0, which every peer that reads a contract understands. */

const time = { type: 'string', format: 'date-time' };
const title = { type: 'string', minLength: 1, maxLength: 200 };
const description = { type: 'string', nullable: true, maxLength: 1000 };
const completed = { type: 'boolean' };
const priority = { type: 'string', enum: ['none', 'low', 'medium', 'high'] };
const tags = { type: 'array', maxItems: 20, uniqueItems: true, items: { type: 'string', minLength: 1, maxLength: 50 } };
const dueDate = { ...time, nullable: true };

export const userIdSchema = { type: 'string', minLength: 1, maxLength: 255 };
export const taskIdSchema = { type: 'integer', minimum: 1 };

/** The query parameters of a list. */
export const listParameters = {
  limit: { type: 'integer', minimum: 1, maximum: 100, default: 50 },
  offset: { type: 'integer', minimum: 0, default: 0 },
  q: { type: 'string', maxLength: 200 },
};

export const schemas = {
  Task: {
    type: 'object',
    required: [
      ...['id', 'user_id', 'title', 'description', 'completed', 'completed_at', 'priority', 'tags', 'due_date'],
      ...['created_at', 'updated_at'],
    ],
    additionalProperties: false,
    properties: {
      id: taskIdSchema,
      user_id: userIdSchema,
      title,
      description,
      completed,
      completed_at: dueDate,
      priority,
      tags,
      due_date: dueDate,
      created_at: time,
      updated_at: time,
    },
  },
  TaskCreate: {
    type: 'object',
    required: ['title'],
    additionalProperties: false,
    properties: { title, description, priority, tags, due_date: dueDate },
  },
  TaskUpdate: {
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    properties: { title, description, completed, priority, tags, due_date: dueDate },
  },
  Failure: { type: 'object', required: ['detail'], properties: { detail: { type: 'string' } } },
};

const inPath = (name, schema) => ({ name, in: 'path', required: true, schema });
const inQuery = ([name, schema]) => ({ name, in: 'query', required: false, schema });
const json = (schema) => ({ 'application/json': { schema } });
const reference = (name) => ({ $ref: `#/components/schemas/${name}` });

/** An operation that answers one success, and failures. */
function operation(operationId, status, schema, rest = {}) {
  const failures = ['400', '401', '403', '404', '422', '500'].map((code) => [
    code,
    { description: 'Refused.', content: json(reference('Failure')) },
  ]);
  const responses = { [status]: { description: 'Done.', content: json(schema) }, ...Object.fromEntries(failures) };
  return { operationId, responses, ...rest };
}

const withBody = (name) => ({ requestBody: { required: true, content: json(reference(name)) } });
const taskPath = [inPath('user_id', userIdSchema), inPath('id', taskIdSchema)];

export const contract = {
  openapi: '3.0.3',
  info: { title: 'tasks', version: '1.0.0' },
  security: [{ bearerAuth: [] }],
  paths: {
    '/api/{user_id}/tasks': {
      parameters: [inPath('user_id', userIdSchema)],
      get: operation(
        'listTasks',
        '200',
        { type: 'array', items: reference('Task') },
        { parameters: Object.entries(listParameters).map(inQuery) },
      ),
      post: operation('createTask', '201', reference('Task'), withBody('TaskCreate')),
    },
    '/api/{user_id}/tasks/{id}': {
      parameters: taskPath,
      get: operation('getTask', '200', reference('Task')),
      put: operation('updateTask', '200', reference('Task'), withBody('TaskUpdate')),
    },
    '/api/{user_id}/tasks/{id}/complete': {
      parameters: taskPath,
      patch: operation('toggleTaskCompletion', '200', reference('Task')),
    },
  },
  components: { securitySchemes: { bearerAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } }, schemas },
};
