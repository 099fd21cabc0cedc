import { SignJWT } from 'jose';
import type { Kysely } from 'kysely';
import t from 'tap';
import type { DB } from '../../../../generated/database.ts';
import { createAuthenticator } from '../../../../src/auth/authenticator.ts';
import { recordInjection } from '../../../../scripts/coverage/record-injection.ts';
import { tasksOf } from '../../../support/tasks.ts';
import { startServer } from '../../../support/server.ts';
import { createTask } from '../../../support/tasks.ts';

const usersIn = (db: Kysely<DB>) => db.selectFrom('users').select(['id', 'email']).orderBy('id').execute();
const countIn = async (db: Kysely<DB>) => (await db.selectFrom('tasks').select('id').execute()).length;

t.test('records a user once, with the first task', async (t) => {
  const server = await startServer(t);
  t.same(await usersIn(server.db), []);
  await createTask(server, 'alice');
  await createTask(server, 'alice');
  await createTask(server, 'bob');
  t.same(await usersIn(server.db), [
    { id: 'alice', email: 'alice@example.com' },
    { id: 'bob', email: 'bob@example.com' },
  ]);
});

t.test('creates twenty tasks at once for a new user', async (t) => {
  const server = await startServer(t);
  const tasks = await Promise.all(Array.from({ length: 20 }, () => createTask(server, 'alice')));
  t.equal(new Set(tasks.map(({ id }) => id)).size, 20);
  t.equal(await countIn(server.db), 20);
  t.equal((await usersIn(server.db)).length, 1);
});

t.test('records nobody if the body is refused', async (t) => {
  const server = await startServer(t);
  const refused = await server.request({ as: 'alice', method: 'POST', url: tasksOf('alice'), payload: { title: '' } });
  t.equal(refused.statusCode, 422);
  t.same(await usersIn(server.db), []);
});

t.test('records the e-mail address of the token, if it is text', async (t) => {
  const secret = 'another secret of the test suite, long enough';
  const { authenticate } = createAuthenticator({
    secrets: [secret],
    issuer: undefined,
    audience: undefined,
    jwks: undefined,
  });
  const { app, db } = await startServer(t, { securityHandlers: { bearerAuth: authenticate } });
  const claims = [
    { sub: 'a-none' },
    { sub: 'b-null', email: null },
    { sub: 'c-some', email: 'Some.Body+tasks@example.com' },
    { sub: 'd-number', email: 7 },
    { sub: 'e', user_id: 'e-user_id', email: 'ü@例え.example' },
  ];
  for (const claim of claims) {
    const token = await new SignJWT(claim)
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1m')
      .sign(new TextEncoder().encode(secret));
    const response = await recordInjection(app, {
      method: 'POST',
      url: tasksOf(claim.user_id ?? claim.sub),
      headers: { authorization: `Bearer ${token}` },
      payload: { title: 'x' },
    });
    t.equal(response.statusCode, 201);
  }
  t.same(await usersIn(db), [
    { id: 'a-none', email: null },
    { id: 'b-null', email: null },
    { id: 'c-some', email: 'Some.Body+tasks@example.com' },
    { id: 'd-number', email: null },
    { id: 'e-user_id', email: 'ü@例え.example' },
  ]);
});
