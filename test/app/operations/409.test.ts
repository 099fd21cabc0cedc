import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { matchFaults, matchProblem } from '../../support/problems.ts';
import { allowedOrigin, startServer } from '../../support/server.ts';
import { createTask, storedTasks } from '../../support/tasks.ts';
import { operationsDeclaring, requestOf, successOf } from './requests.ts';

const operations = operationsDeclaring(409);

async function startWithTask(t: Test) {
  const server = await startServer(t);
  return { server, id: (await createTask(server, 'alice')).id };
}

for (const operation of operations) {
  t.test(`${operation.id} is done once for a key, and refused while the first request runs`, async (t) => {
    const { server, id } = await startWithTask(t);
    const request = { ...requestOf(operation, { id }), headers: { 'idempotency-key': 'a key' } };
    // The first request waits for the user's row until this transaction ends.
    const { first, refused } = await server.db.transaction().execute(async (holder) => {
      await sql`select from users where id = 'alice' for update`.execute(holder);
      const first = server.request(request);
      const refused = [
        await server.request({ ...request, headers: { ...request.headers, origin: allowedOrigin } }),
        await server.request({ ...request, headers: { ...request.headers, origin: 'https://unknown.example.com' } }),
      ];
      return { first: [first], refused };
    });
    for (const response of refused) {
      matchProblem(t, response, 409, '/problems/request-in-progress');
      t.equal(response.headers['retry-after'], '1');
    }
    const answers = await Promise.all(first);
    t.strictSame(
      answers.map(({ statusCode, headers }) => [statusCode, headers['idempotent-replayed']]),
      [[successOf(operation), undefined]],
    );
    const before = await storedTasks(server.db);
    for (const [answer] of [answers, answers]) {
      const again = await server.request(request);
      t.equal(again.statusCode, successOf(operation));
      t.equal(again.headers['idempotent-replayed'], 'true');
      t.equal(again.body, answer?.body);
      for (const name of ['etag', 'location']) t.equal(again.headers[name], answer?.headers[name], name);
    }
    t.strictSame(await storedTasks(server.db), before, 'nothing is written again');
  });

  t.test(`${operation.id} refuses a key that was used for another request`, async (t) => {
    const { server, id } = await startWithTask(t);
    const key = { 'idempotency-key': 'k' };
    const first = await server.request({
      as: 'alice',
      method: 'POST',
      url: '/api/alice/tasks',
      headers: key,
      payload: { title: 'first' },
    });
    t.equal(first.statusCode, 201);
    const before = await storedTasks(server.db);
    matchFaults(t, await server.request({ ...requestOf(operation, { id }), headers: key }), 'header', [
      'Idempotency-Key reused',
    ]);
    t.strictSame(await storedTasks(server.db), before);
    const bob = await createTask(server, 'bob');
    const other = await server.request({ ...requestOf(operation, { as: 'bob', id: bob.id }), headers: key });
    t.equal(other.statusCode, successOf(operation), "another user's keys are others");
  });
}

t.test('a refused request does not use its key up', async (t) => {
  const { server, id } = await startWithTask(t);
  const request = {
    as: 'alice',
    method: 'PATCH',
    headers: { 'idempotency-key': 'k' },
    payload: { title: 'x' },
  } as const;
  t.equal((await server.request({ ...request, url: `/api/alice/tasks/${id + 1}` })).statusCode, 404);
  t.equal(
    (await server.request({ ...request, url: `/api/alice/tasks/${id}`, payload: { title: '' } })).statusCode,
    422,
  );
  const stale = { ...request.headers, 'if-match': '"999"' };
  t.equal((await server.request({ ...request, url: `/api/alice/tasks/${id}`, headers: stale })).statusCode, 412);
  t.match(await server.request({ ...request, url: `/api/alice/tasks/${id}` }), { statusCode: 200 });
});

t.test('a request that changes nothing keeps its answer too', async (t) => {
  const { server, id } = await startWithTask(t);
  const url = `/api/alice/tasks/${id}`;
  const request = { as: 'alice', method: 'PATCH', url, headers: { 'idempotency-key': 'k' } } as const;
  const first = await server.request({ ...request, payload: { completed: false } });
  await server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete` });
  const again = await server.request({ ...request, payload: { completed: false } });
  t.equal(again.body, first.body);
  t.match((await server.request({ as: 'alice', url })).json(), { completed: true }, 'the later change stays');
});

t.test('the order of members in the body does not matter', async (t) => {
  const { server } = await startWithTask(t);
  const request = {
    as: 'alice',
    method: 'POST',
    url: '/api/alice/tasks',
    headers: { 'idempotency-key': 'k' },
  } as const;
  const first = await server.request({ ...request, payload: { title: 'x', description: 'y' } });
  const again = await server.request({ ...request, payload: { description: 'y', title: 'x' } });
  t.equal(again.body, first.body);
});
