import t from 'tap';
import { createTasksClient } from '../../src/client/index.ts';
import { recordedFetch } from '../../scripts/coverage/record.ts';
import { startProcess, temporaryFolder } from '../support/process.ts';

const tokenIn = (output: string): string => /Bearer ([\w.-]+)/.exec(output)?.[1] ?? '';

t.test('starts without configuration, prints a working token, and keeps its data after kill -9', async (t) => {
  const environment = { DATA_DIRECTORY: await temporaryFolder(t) };
  const first = startProcess(t, environment);
  const baseUrl = await first.address;
  const created = await createTasksClient({
    baseUrl,
    token: () => tokenIn(first.output()),
    fetch: recordedFetch,
  }).createTask({
    path: { user_id: 'demo' },
    body: { title: 'Survive' },
  });
  t.equal(created.response.status, 201);
  first.child.kill('SIGKILL');
  t.equal(await first.ended, 'SIGKILL');

  const second = startProcess(t, environment);
  const tasks = createTasksClient({
    baseUrl: await second.address,
    token: tokenIn(first.output()),
    fetch: recordedFetch,
  });
  const { data } = await tasks.listTasks({ path: { user_id: 'demo' } });
  t.match(data, [{ title: 'Survive' }]);
  second.child.kill('SIGTERM');
  t.equal(await second.ended, 0);
});

t.test('refuses a second server on the same data in one line, and the first one goes on', async (t) => {
  const environment = { DATA_DIRECTORY: await temporaryFolder(t) };
  const first = startProcess(t, environment);
  const baseUrl = await first.address;
  const second = startProcess(t, environment);
  t.equal(await second.ended, 1);
  t.match(second.output(), /^tasks-api cannot start\. .* is in use by another server.*\n$/);
  const { response } = await createTasksClient({ baseUrl, fetch: recordedFetch }).getReadiness();
  t.equal(response.status, 200);
});
