/** The baseline: `node:http` and pg, written by hand for speed. It verifies tokens and checks nothing else. */
import { Buffer } from 'node:buffer';
import { createServer } from 'node:http';
import { URLSearchParams } from 'node:url';
import { port } from '../shared/settings.js';
import { createTask, findTask, listTasks, toggleTask, updateTask } from '../shared/tasks.js';
import { userOf } from '../shared/token.js';

function send(response, status, body) {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text);
}

function readBody(request) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      try {
        resolve(JSON.parse(Buffer.concat(chunks).toString()));
      } catch (error) {
        reject(error);
      }
    });
    request.on('error', reject);
  });
}

async function handle(request, response) {
  const { method, url, headers } = request;
  const mark = url.indexOf('?');
  const [, api, userId, tasks, id, action] = (mark < 0 ? url : url.slice(0, mark)).split('/');
  if (api !== 'api' || tasks !== 'tasks') return send(response, 404, { detail: 'Not found' });
  const user = userOf(headers.authorization);
  if (!user) return send(response, 401, { detail: 'Invalid or expired token' });
  if (user.sub !== userId) return send(response, 403, { detail: 'Forbidden' });
  if (id === undefined) {
    if (method === 'POST') return send(response, 201, await createTask(user, await readBody(request)));
    const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark));
    const limit = Number(query.get('limit') ?? 50);
    const offset = Number(query.get('offset') ?? 0);
    return send(response, 200, await listTasks(userId, { limit, offset, q: query.get('q') }));
  }
  let task;
  if (action === 'complete') task = await toggleTask(userId, Number(id));
  else if (method === 'PUT') task = await updateTask(userId, Number(id), await readBody(request));
  else task = await findTask(userId, Number(id));
  return task ? send(response, 200, task) : send(response, 404, { detail: 'Task not found' });
}

createServer((request, response) => {
  handle(request, response).catch(() => send(response, 500, { detail: 'Internal error' }));
}).listen(port, '127.0.0.1');
