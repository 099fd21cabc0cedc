import t from 'tap';
import { matchProblem } from '../../../support/problems.ts';
import { startServer } from '../../../support/server.ts';
import { createTask, storedTasks } from '../../../support/tasks.ts';

function deletionOf(id: number) {
  return { as: 'alice', method: 'DELETE', url: `/api/alice/tasks/${id}` } as const;
}

t.test('deletes the task and no other', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  const kept = [await createTask(server, 'alice'), await createTask(server, 'bob')];
  const response = await server.request(deletionOf(id));
  t.equal(response.statusCode, 204);
  t.equal(response.body, '');
  t.notOk('content-type' in response.headers);
  t.notOk('content-length' in response.headers);
  const left = await storedTasks(server.db);
  t.strictSame(
    left.map((task) => task.id),
    kept.map((task) => task.id),
  );
});

t.test('does not find the task a second time', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  t.equal((await server.request(deletionOf(id))).statusCode, 204);
  for (const method of ['DELETE', 'GET'] as const) {
    const response = await server.request({ ...deletionOf(id), method });
    matchProblem(t, response, 404, '/problems/task-not-found');
  }
});

t.test('one of several concurrent calls deletes the task', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  const answers = await Promise.all(Array.from({ length: 8 }, () => server.request(deletionOf(id))));
  t.strictSame(answers.map(({ statusCode }) => statusCode).sort(), [204, 404, 404, 404, 404, 404, 404, 404]);
});

t.test('does not use an id twice', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  t.equal((await server.request(deletionOf(id))).statusCode, 204);
  t.not((await createTask(server, 'alice')).id, id);
});

t.test('accepts any Accept header, as the answer has no body', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  const response = await server.request({ ...deletionOf(id), headers: { accept: 'text/html' } });
  t.equal(response.statusCode, 204);
});
