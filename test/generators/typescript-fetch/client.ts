import assert from 'node:assert/strict';
import { Configuration, ProblemType, ResponseError, TasksApi, ValidationProblemFromJSON } from './tasks';

const api = new TasksApi(
  new Configuration({ basePath: process.env['BASE_URL'] ?? '', accessToken: process.env['TOKEN'] ?? '' }),
);

/** The problem that a call is refused with. */
async function problemOf(call: Promise<unknown>): Promise<{ readonly type: string }> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ResponseError)) throw new Error('The call was not refused.', { cause: error });
  return error.response.json();
}

const now = new Date();
const created = await api.createTask({ userId: 'alice', taskCreate: { title: 'Buy milk', dueDate: now } });
assert.deepEqual(created.dueDate, now);
const one = { userId: 'alice', id: created.id };
assert.deepEqual((await api.listTasks({ userId: 'alice' }))[0], created);
assert.deepEqual(await api.getTask(one), created);
const updated = await api.updateTask({ ...one, taskUpdate: { description: 'Oat' } });
assert.deepEqual([updated.title, updated.description], ['Buy milk', 'Oat']);
assert.equal((await api.toggleTaskCompletion(one)).completed, true);
await api.deleteTask(one);
assert.equal((await problemOf(api.getTask(one))).type, ProblemType.TaskNotFound);

const refused = await problemOf(api.createTask({ userId: 'alice', taskCreate: { title: ' ' } }));
assert.equal(refused.type, ProblemType.ValidationFailed);
const [fault] = ValidationProblemFromJSON(refused).errors;
assert(fault && 'pointer' in fault);
assert.equal(fault.pointer, '/title');
