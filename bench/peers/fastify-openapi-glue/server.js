/** fastify-openapi-glue as its README has it: service handlers and security handlers by their names. */
import Fastify from 'fastify';
import openapiGlue from 'fastify-openapi-glue';
import { contract } from '../shared/contract.js';
import { port } from '../shared/settings.js';
import { createTask, findTask, listTasks, toggleTask, updateTask } from '../shared/tasks.js';
import { userOf } from '../shared/token.js';

function found(row, reply) {
  return row ?? reply.code(404).send({ detail: 'Task not found' });
}

class Service {
  async listTasks(request) {
    return listTasks(request.user.sub, request.query);
  }

  async createTask(request, reply) {
    reply.code(201);
    return createTask(request.user, request.body);
  }

  async getTask(request, reply) {
    return found(await findTask(request.user.sub, request.params.id), reply);
  }

  async updateTask(request, reply) {
    return found(await updateTask(request.user.sub, request.params.id, request.body), reply);
  }

  async toggleTaskCompletion(request, reply) {
    return found(await toggleTask(request.user.sub, request.params.id), reply);
  }
}

class Refusal extends Error {
  constructor(statusCode, message) {
    super(message);
    this.statusCode = statusCode;
  }
}

class Security {
  async bearerAuth(request) {
    request.user = userOf(request.headers.authorization);
    if (!request.user) throw new Refusal(401, 'Invalid or expired token');
    if (request.user.sub !== request.params.user_id) throw new Refusal(403, 'Forbidden');
  }
}

const app = Fastify();
app.decorateRequest('user', null);
app.setErrorHandler((error, request, reply) => {
  // Glue gathers what the security handlers have thrown.
  const status = error.errors?.[0]?.statusCode ?? error.statusCode ?? 500;
  return reply.code(status).send({ detail: error.message });
});
app.register(openapiGlue, {
  specification: contract,
  serviceHandlers: new Service(),
  securityHandlers: new Security(),
});
await app.listen({ host: '127.0.0.1', port });
