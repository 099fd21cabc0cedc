import t from 'tap';
import type { Task } from '../../../../src/app/tasks/task.ts';
import { startServer } from '../../../support/server.ts';
import { createTaskAt } from '../../../support/tasks.ts';

const server = await startServer(t);
const original = { title: 'Buy milk', description: 'Oat', tags: ['home'], due_date: '2026-12-01T17:00:00.000001Z' };
const mediaTypes = ['application/json', 'application/merge-patch+json', 'Application/Merge-Patch+JSON; charset=utf-8'];

/** Patches, each of which the patched task must repeat. */
const patches: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'the title alone': { title: 'Buy oat milk' },
  'the description alone': { description: 'Two litres' },
  'no description': { description: null },
  'completed alone': { completed: true },
  'completed as it was': { completed: false },
  'the due date alone': { due_date: '2027-01-01T00:00:00.000000Z' },
  'no due date': { due_date: null },
  'a day to be due on': { due_date: '2026-12-01' },
  'the priority alone': { priority: 'medium' },
  'no tags': { tags: [] },
  'tags in the place of others': { tags: ['b', 'a'] },
  'every member': { title: 'A', description: 'B', completed: true, priority: 'high', tags: ['c'], due_date: null },
};

for (const [what, patch] of Object.entries(patches)) {
  t.test(`sets ${what}, and keeps the rest`, async (t) => {
    for (const type of mediaTypes) {
      const { url, task } = await createTaskAt(server, original);
      const request = { as: 'alice', method: 'PATCH', url, headers: { 'content-type': type } } as const;
      const response = await server.request({ ...request, payload: JSON.stringify(patch) });
      t.equal(response.statusCode, 200, type);
      const { updated_at, version } = response.json<Task>();
      const completed_at = patch['completed'] === true ? updated_at : null;
      t.strictSame(response.json(), { ...task, ...patch, completed_at, updated_at, version });
      t.strictSame((await server.request({ as: 'alice', url })).json(), response.json(), 'it is stored');
    }
  });
}

t.test('takes a task as a GET gave it', async (t) => {
  for (const type of mediaTypes) {
    const { url } = await createTaskAt(server, original);
    const headers = { 'content-type': type };
    const patch = async (members: Partial<Task>): Promise<Task> => {
      const got = (await server.request({ as: 'alice', url })).json<Task>();
      const payload = JSON.stringify({ ...got, ...members });
      const task = (await server.request({ as: 'alice', method: 'PATCH', url, headers, payload })).json<Task>();
      const { version, completed_at, updated_at } = task;
      t.equal(version, got.version + 1);
      t.strictSame(task, { ...got, ...members, version, completed_at, updated_at });
      return task;
    };
    for (const priority of ['low', 'medium', 'high', 'none'] as const) await patch({ priority });
    const { completed_at } = await patch({ completed: true });
    t.equal((await patch({ title: 'Edited' })).completed_at, completed_at);
  }
});
