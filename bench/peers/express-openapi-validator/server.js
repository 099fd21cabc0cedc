/** express-openapi-validator as its guide has it, with responses validated, which is off by default. */
import express from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import { contract } from '../shared/contract.js';
import { port } from '../shared/settings.js';
import { createTask, findTask, listTasks, toggleTask, updateTask } from '../shared/tasks.js';
import { userOf } from '../shared/token.js';

const app = express();
app.use(express.json());
app.use(
  OpenApiValidator.middleware({
    apiSpec: contract,
    validateRequests: true,
    validateResponses: true,
    validateSecurity: {
      handlers: {
        bearerAuth(request) {
          request.user = userOf(request.headers.authorization);
          return request.user !== undefined;
        },
      },
    },
  }),
);

app.use('/api/:user_id', (request, response, next) => {
  if (request.user.sub === request.params.user_id) next();
  else response.status(403).json({ detail: 'Forbidden' });
});

function answer(row, response) {
  if (row) response.json(row);
  else response.status(404).json({ detail: 'Task not found' });
}

app.get('/api/:user_id/tasks', async (request, response) => {
  response.json(await listTasks(request.user.sub, request.query));
});
app.post('/api/:user_id/tasks', async (request, response) => {
  response.status(201).json(await createTask(request.user, request.body));
});
app.get('/api/:user_id/tasks/:id', async (request, response) => {
  answer(await findTask(request.user.sub, request.params.id), response);
});
app.put('/api/:user_id/tasks/:id', async (request, response) => {
  answer(await updateTask(request.user.sub, request.params.id, request.body), response);
});
app.patch('/api/:user_id/tasks/:id/complete', async (request, response) => {
  answer(await toggleTask(request.user.sub, request.params.id), response);
});

app.use((error, request, response, next) => {
  if (response.headersSent) next(error);
  else response.status(error.status ?? 500).json({ detail: error.message });
});

app.listen(port, '127.0.0.1');
