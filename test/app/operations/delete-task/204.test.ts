import t from 'tap';
import { matchProblem } from '../../../support/problems.ts';
import { startServer } from '../../../support/server.ts';
import { createTask } from '../../../support/tasks.ts';

t.test('the task is gone, and no other', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  const kept = [await createTask(server, 'alice'), await createTask(server, 'bob')];
  const response = await server.request({ as: 'alice', method: 'DELETE', url: `/api/alice/tasks/${id}` });
  t.equal(response.statusCode, 204);
  t.equal(response.body, '');
  t.notOk(response.headers['content-type']);
  t.notOk(response.headers['content-length']);
  const left = await server.db.selectFrom('tasks').select('id').orderBy('id').execute();
  t.strictSame(
    left,
    kept.map((task) => ({ id: task.id })),
  );
});

t.test('a second time, it is not found', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  const request = { as: 'alice', method: 'DELETE', url: `/api/alice/tasks/${id}` } as const;
  t.equal((await server.request(request)).statusCode, 204);
  matchProblem(t, await server.request(request), 404, '/problems/task-not-found');
  matchProblem(t, await server.request({ ...request, method: 'GET' }), 404, '/problems/task-not-found');
});

t.test('of concurrent calls, one deletes it', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  const request = { as: 'alice', method: 'DELETE', url: `/api/alice/tasks/${id}` } as const;
  const answers = await Promise.all(Array.from({ length: 8 }, () => server.request(request)));
  t.strictSame(answers.map(({ statusCode }) => statusCode).sort(), [204, 404, 404, 404, 404, 404, 404, 404]);
});

t.test('an id is not used twice', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  await server.request({ as: 'alice', method: 'DELETE', url: `/api/alice/tasks/${id}` });
  t.not((await createTask(server, 'alice')).id, id);
});

t.test('headers of a body that is not there, and any Accept, are fine', async (t) => {
  const server = await startServer(t);
  const cases: Record<string, string>[] = [
    { 'content-type': 'application/json' },
    { 'content-type': 'application/json', 'content-length': '0' },
    { 'content-length': '0' },
    { accept: 'text/html' },
  ];
  for (const headers of cases) {
    const { id } = await createTask(server, 'alice');
    const response = await server.request({ as: 'alice', method: 'DELETE', url: `/api/alice/tasks/${id}`, headers });
    t.equal(response.statusCode, 204, JSON.stringify(headers));
  }
});
