import t, { type Test } from 'tap';
import { databaseUrl } from '../src/database/address.ts';
import { createTasksClient, type TasksClient } from '../src/client/index.ts';
import { startBetterAuth, testSecret, type BetterAuth, type BetterAuthMode } from './support/better-auth.ts';
import { recordedFetch } from '../scripts/coverage/record.ts';
import { createTestDatabase } from '../scripts/test-run/database.ts';
import { startProcess } from './support/process.ts';

async function startAuth(t: Test, mode: BetterAuthMode): Promise<BetterAuth> {
  const betterAuth = await startBetterAuth({ mode });
  t.teardown(() => betterAuth.close());
  return betterAuth;
}

/** Starts the server as in production: a separate process with only these variables. @returns its base URL */
async function startProduction(t: Test, keys: Readonly<Record<string, string>>): Promise<string> {
  const { address, drop } = await createTestDatabase();
  t.teardown(drop);
  const DATABASE_URL = databaseUrl(address);
  return startProcess(t, { NODE_ENV: 'production', DATABASE_URL, ...keys }).address;
}

/** Creates a task, finds, changes and deletes it. */
async function useEveryOperation(t: Test, tasks: TasksClient, user_id: string): Promise<void> {
  const created = await tasks.createTask({ path: { user_id }, body: { title: 'Buy milk', description: 'Oat' } });
  t.match(created, { response: { status: 201 }, data: { user_id, title: 'Buy milk', completed: false } });
  const id = created.data?.id ?? 0;
  t.equal(created.response.headers.get('location'), `/api/${user_id}/tasks/${id}`);

  t.match((await tasks.listTasks({ path: { user_id }, query: { q: 'MILK' } })).data, [created.data]);
  t.strictSame((await tasks.getTask({ path: { user_id, id } })).data, created.data);

  const updated = await tasks.updateTask({ path: { user_id, id }, body: { title: 'Buy oat milk' } });
  t.match(updated.data, { title: 'Buy oat milk', description: 'Oat' });
  t.match((await tasks.toggleTaskCompletion({ path: { user_id, id } })).data, { completed: true });

  t.match(await tasks.deleteTask({ path: { user_id, id } }), { response: { status: 204 }, error: undefined });
  t.match((await tasks.getTask({ path: { user_id, id } })).error, { type: '/problems/task-not-found' });
}

for (const mode of ['jwt', 'jwt-user-id', 'shared-secret'] as const) {
  t.test(`${mode}: a user who signs up with Better Auth manages tasks, and reaches nobody else's`, async (t) => {
    const betterAuth = await startAuth(t, mode);
    const keys = mode === 'shared-secret' ? { BETTER_AUTH_SECRET: testSecret } : { JWKS_URL: betterAuth.jwksUrl };
    const baseUrl = await startProduction(t, keys);
    const alice = await betterAuth.signUp('alice@example.com');
    const bob = await betterAuth.signUp('bob@example.com');
    const tasks = createTasksClient({ baseUrl, token: async () => alice.token, fetch: recordedFetch });

    await useEveryOperation(t, tasks, alice.userId);
    t.match((await tasks.listTasks({ path: { user_id: bob.userId } })).error, { type: '/problems/forbidden' });
    const stranger = createTasksClient({ baseUrl, fetch: recordedFetch });
    t.match((await stranger.listTasks({ path: { user_id: bob.userId } })).error, { type: '/problems/invalid-token' });
  });
}
