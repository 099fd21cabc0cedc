import assert from 'node:assert/strict';
import {
  ClearCompletedTasksStatusEnum,
  Configuration,
  PreconditionFailedProblemFromJSON,
  ProblemType,
  ResponseError,
  TasksApi,
  ValidationProblemFromJSON,
} from './tasks';

const api = new TasksApi(
  new Configuration({ basePath: process.env['BASE_URL'] ?? '', accessToken: process.env['TOKEN'] ?? '' }),
);

/** The answer that a call rejects with. */
async function refusalOf(call: Promise<unknown>): Promise<Response> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ResponseError)) throw new Error('The call was not refused.', { cause: error });
  return error.response;
}

/** The problem that a call is refused with. */
async function problemOf(call: Promise<unknown>): Promise<{ readonly type: string }> {
  return (await refusalOf(call)).json();
}

const now = new Date();
const taskCreate = { title: 'Buy milk', tags: new Set(['home', 'errands']), dueDate: now.toISOString() };
const created = await api.createTask({ userId: 'alice', taskCreate });
assert.equal(Date.parse(created.dueDate ?? ''), now.getTime());
const one = { userId: 'alice', id: created.id };
assert.deepEqual((await api.listTasks({ userId: 'alice', tag: ['errands', 'home'] }))[0], created);
assert.deepEqual(await api.getTask(one), created);
const updated = await api.updateTask({ ...one, taskUpdate: { description: 'Oat' } });
assert.deepEqual([updated.title, updated.description], ['Buy milk', 'Oat']);
assert.equal((await api.toggleTaskCompletion(one)).completed, true);

// A patch, and a completion that is set instead of flipped.
const patched = await api.patchTask({ ...one, taskUpdate: { title: 'Buy oat milk', description: null } });
assert.deepEqual([patched.title, patched.description, patched.completed], ['Buy oat milk', null, true]);
assert.deepEqual(await api.toggleTaskCompletion({ ...one, taskCompletion: { completed: true } }), patched);

// A condition: the tag of a state holds until the next write.
const tag = `"${patched.version}"`;
assert.equal((await refusalOf(api.getTask({ ...one, ifNoneMatch: tag }))).status, 304);
const newer = await api.updateTask({ ...one, ifMatch: tag, taskUpdate: { title: 'Buy bread' } });
const failed = await problemOf(api.updateTask({ ...one, ifMatch: tag, taskUpdate: { title: 'Buy rice' } }));
assert.deepEqual(PreconditionFailedProblemFromJSON(failed).task, newer);

// A request that is sent twice is done once.
const creation = { userId: 'alice', taskCreate: { title: 'Once' }, idempotencyKey: 'typescript-fetch' };
const once = await api.createTask(creation);
const again = await api.createTaskRaw(creation);
assert.deepEqual(await again.value(), once);
assert.equal(again.raw.headers.get('idempotent-replayed'), 'true');

// The changes after a position, deletions included.
const clearing = { userId: 'alice', status: ClearCompletedTasksStatusEnum.Completed };
assert((await api.clearCompletedTasks(clearing)).deleted > 0);
await api.patchTask({ userId: 'alice', id: once.id, taskUpdate: { title: 'Once more' } });
const page = await api.listChanges({ userId: 'alice', since: once.version });
const [deletion, written] = page.changes;
assert.deepEqual([deletion?.deleted, deletion?.id], [true, created.id]);
assert(written && 'task' in written);
assert.equal(written.task.title, 'Once more');
assert.deepEqual([page.since, page.hasMore], [written.version, false]);
await api.deleteTask({ userId: 'alice', id: once.id });
assert.equal((await problemOf(api.getTask(one))).type, ProblemType.TaskNotFound);

const refused = await problemOf(api.createTask({ userId: 'alice', taskCreate: { title: ' ' } }));
assert.equal(refused.type, ProblemType.ValidationFailed);
const [fault] = ValidationProblemFromJSON(refused).errors;
assert(fault && 'pointer' in fault);
assert.equal(fault.pointer, '/title');
