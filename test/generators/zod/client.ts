import assert from 'node:assert/strict';
import { client } from './tasks/client.gen';
import {
  clearCompletedTasks,
  createTask,
  deleteTask,
  getTask,
  listChanges,
  listTasks,
  patchTask,
  toggleTaskCompletion,
  updateTask,
} from './tasks/sdk.gen';
import { zPreconditionFailedProblem, zTaskNotFoundProblem, zValidationProblem } from './tasks/zod.gen';

client.setConfig({ baseUrl: process.env['BASE_URL'] ?? '', auth: process.env['TOKEN'] ?? '' });

const list = { user_id: 'alice' };
const due_date = '2026-11-26T12:45:06.123456789+01:00';
const { data: created, error } = await createTask({
  path: list,
  body: { title: 'Buy milk', tags: ['home', 'a,b'], due_date },
});
assert(created, JSON.stringify(error));
assert.equal(created.due_date, '2026-11-26T11:45:06.123456Z');

const path = { ...list, id: created.id };
const { data: tasks = [] } = await listTasks({ path: list, query: { tag: ['a,b', 'home'] } });
assert.deepEqual(tasks[0], created);
assert.deepEqual((await getTask({ path })).data, created);
const { data: updated } = await updateTask({ path, body: { description: 'Oat' } });
assert.deepEqual([updated?.title, updated?.description], ['Buy milk', 'Oat']);
assert.equal((await toggleTaskCompletion({ path })).data?.completed, true);

// A patch, and a completion that is set instead of flipped.
const { data: patched } = await patchTask({ path, body: { title: 'Buy oat milk', description: null } });
assert.deepEqual([patched?.title, patched?.description, patched?.completed], ['Buy oat milk', null, true]);
assert.deepEqual((await toggleTaskCompletion({ path, body: { completed: true } })).data, patched);

// A condition: the tag of a state holds until the next write.
const tag = `"${patched?.version}"`;
assert.equal((await getTask({ path, headers: { 'If-None-Match': tag } })).response?.status, 304);
const condition = { path, headers: { 'If-Match': tag } };
assert.equal((await updateTask({ ...condition, body: { title: 'Buy bread' } })).data?.title, 'Buy bread');
const failed = await updateTask({ ...condition, body: { title: 'Buy rice' } });
assert.equal(zPreconditionFailedProblem.parse(failed.error).task.title, 'Buy bread');

// A request that is sent twice is done once.
const creation = { path: list, body: { title: 'Once' }, headers: { 'Idempotency-Key': 'zod' } };
const { data: once } = await createTask(creation);
const again = await createTask(creation);
assert(once);
assert.deepEqual(again.data, once);
assert.equal(again.response?.headers.get('idempotent-replayed'), 'true');

// The changes after a position, deletions included.
const cleared = await clearCompletedTasks({ path: list, query: { status: 'completed' } });
assert((cleared.data?.deleted ?? 0) > 0);
await patchTask({ path: { ...list, id: once.id }, body: { title: 'Once more' } });
const { data: page } = await listChanges({ path: list, query: { since: once.version } });
const [deletion, written] = page?.changes ?? [];
assert.deepEqual([deletion?.deleted, deletion?.id], [true, created.id]);
assert(written && 'task' in written);
assert.equal(written.task.title, 'Once more');
assert.deepEqual([page?.since, page?.has_more], [written.version, false]);
assert.equal((await deleteTask({ path: { ...list, id: once.id } })).response?.status, 204);
zTaskNotFoundProblem.parse((await getTask({ path })).error);

const refused = await createTask({ path: list, body: { title: ' ' } });
const problem = zValidationProblem.parse(refused.error);
const [fault] = problem.errors;
assert(fault && 'pointer' in fault);
assert.equal(fault.pointer, '/title');
