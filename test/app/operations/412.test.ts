import t from 'tap';
import type { Task } from '../../../src/app/tasks/task.ts';
import { matchProblem } from '../../support/problems.ts';
import { testRows } from '../../support/rows.ts';
import { startServer } from '../../support/server.ts';
import { createTask, storedTasks, tasksOf } from '../../support/tasks.ts';
import { operationsDeclaring, requestOf, successOf } from './requests.ts';

const operations = operationsDeclaring(412);

/** Values of If-Match for a task of version 3, and whether they allow a write. */
const conditions = [
  ['the current tag', '"3"', true],
  ['any', '*', true],
  ['any, among spaces', ' * ', true],
  ['a list with the current tag', '"1", W/"2","x,y" , "3"', true],
  ['a list with empty elements', ',,"3",', true],
  ['an older tag', '"2"', false],
  ['a later tag', '"4"', false],
  ['a weak tag', 'W/"3"', false],
  ['a tag with a zero', '"03"', false],
  ['a tag that is no number', '"3a"', false],
  ['the empty tag', '""', false],
  ['a list of other tags', '"1", "2"', false],
  ['a number that is too large', '"99999999999999999999"', false],
] as const;

for (const operation of operations) {
  t.test(`${operation.id} writes only if If-Match allows the state of the task`, (t) =>
    testRows(t, conditions, async (t, [, tags, isAllowed]) => {
      const server = await startServer(t);
      const { id } = await createTask(server, 'alice');
      const url = `${tasksOf('alice')}/${id}`;
      // Twice: the task is completed in one half of the tests.
      await server.request({ as: 'alice', method: 'PUT', url, payload: { title: 'second' } });
      const completed = tags.length % 2 === 0;
      await server.request({ as: 'alice', method: 'PUT', url, payload: { title: 'third', completed } });
      const before = await storedTasks(server.db);
      const response = await server.request({ ...requestOf(operation, { id }), headers: { 'if-match': tags } });
      if (isAllowed) {
        t.equal(response.statusCode, successOf(operation));
        return;
      }
      matchProblem(t, response, 412, '/problems/precondition-failed');
      t.equal(response.headers.etag, '"3"');
      t.match(response.json<{ task: Task }>().task, { id, title: 'third', completed, version: 3 });
      t.strictSame(await storedTasks(server.db), before, 'nothing is written');
    }),
  );

  t.test(`${operation.id} of a task that is not there is a 404, whatever If-Match says`, async (t) => {
    const server = await startServer(t);
    for (const tags of ['*', '"1"']) {
      const response = await server.request({ ...requestOf(operation), headers: { 'if-match': tags } });
      matchProblem(t, response, 404, '/problems/task-not-found');
    }
  });
}

/** Tasks that differ in every member that has a few values. */
const states = [
  { title: 'a', priority: 'none' },
  { title: 'b', priority: 'low', tags: ['home'], due_date: '2026-12-01' },
  { title: 'c', priority: 'medium', tags: ['a', 'b'], due_date: '2026-12-01T17:00:00.000000Z', description: 'Oat' },
  { title: 'd', priority: 'high', completed: true },
] as const;

for (const operation of operations) {
  t.test(`${operation.id}: a 412 holds the task as a GET gives it`, async (t) => {
    const server = await startServer(t);
    for (const { title, ...state } of states) {
      const { id } = await createTask(server, 'alice', { title });
      const url = `${tasksOf('alice')}/${id}`;
      await server.request({ as: 'alice', method: 'PUT', url, payload: { ...state } });
      const task = (await server.request({ as: 'alice', url })).json<Task>();
      t.match(task, { title, ...state });
      for (const response of [1, 2].map(() =>
        server.request({ ...requestOf(operation, { id }), headers: { 'if-match': '"0"' } }),
      ))
        t.strictSame((await response).json<{ task: Task }>().task, task);
    }
  });
}

t.test('a version in the body and If-Match must both hold', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  for (const [tags, version, status] of [
    ['"1"', 2, 412],
    ['"2"', 1, 412],
    ['"1"', 1, 200],
  ] as const) {
    const request = { as: 'alice', method: 'PUT', url: `${tasksOf('alice')}/${id}` } as const;
    const payload = { title: `version ${version}`, version };
    const response = await server.request({ ...request, headers: { 'if-match': tags }, payload });
    t.equal(response.statusCode, status, `${tags} ${version}`);
  }
});

t.test('a task that has not changed is answered with 304', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  const url = `${tasksOf('alice')}/${id}`;
  await server.request({ as: 'alice', method: 'PUT', url, payload: { title: 'second' } });
  for (const [tags, status] of [
    ['"2"', 304],
    ['W/"2"', 304],
    ['*', 304],
    ['"1", "2"', 304],
    ['"1"', 200],
    ['"x"', 200],
  ] as const) {
    for (const method of ['GET', 'HEAD'] as const) {
      const response = await server.request({ as: 'alice', method, url, headers: { 'if-none-match': tags } });
      t.equal(response.statusCode, status, tags);
      t.equal(response.headers.etag, '"2"');
      if (status === 304) t.equal(response.body, '');
    }
  }
});
