import assert from 'node:assert/strict';
import { client } from './tasks/client.gen';
import { createTask, deleteTask, getTask, listTasks, toggleTaskCompletion, updateTask } from './tasks/sdk.gen';
import { zTaskNotFoundProblem, zValidationProblem } from './tasks/zod.gen';

client.setConfig({ baseUrl: process.env['BASE_URL'] ?? '', auth: process.env['TOKEN'] ?? '' });

const list = { user_id: 'alice' };
const due_date = '2026-11-26T12:45:06.123456789+01:00';
const { data: created, error } = await createTask({ path: list, body: { title: 'Buy milk', due_date } });
assert(created, JSON.stringify(error));
assert.equal(created.due_date, '2026-11-26T11:45:06.123456Z');

const path = { ...list, id: created.id };
const { data: tasks = [] } = await listTasks({ path: list });
assert.deepEqual(tasks[0], created);
assert.deepEqual((await getTask({ path })).data, created);
const { data: updated } = await updateTask({ path, body: { description: 'Oat' } });
assert.deepEqual([updated?.title, updated?.description], ['Buy milk', 'Oat']);
assert.equal((await toggleTaskCompletion({ path })).data?.completed, true);
assert.equal((await deleteTask({ path })).response?.status, 204);
zTaskNotFoundProblem.parse((await getTask({ path })).error);

const refused = await createTask({ path: list, body: { title: ' ' } });
const problem = zValidationProblem.parse(refused.error);
const [fault] = problem.errors;
assert(fault && 'pointer' in fault);
assert.equal(fault.pointer, '/title');
