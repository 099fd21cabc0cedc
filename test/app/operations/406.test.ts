import t from 'tap';
import { matchProblem } from '../../support/problems.ts';
import { testRows } from '../../support/rows.ts';
import { startServer, startServerWithoutDatabase } from '../../support/server.ts';
import { createTask, storedTasks } from '../../support/tasks.ts';
import { operationsDeclaring, requestOf, successOf } from './requests.ts';

const operations = operationsDeclaring(406);

/** `Accept` headers that do not allow JSON. */
const refused = [
  'application/xml',
  'text/html',
  'text/plain',
  'text/*',
  'application/xml, text/plain;q=0.5',
  'application/json;q=0',
  'application/json;q=0, */*',
  '*/*, application/json;q=0',
  '*/*;q=0',
  'application/problem+json',
  'application/json; charset=utf-16',
  'application/json;version=1;q=0',
  'garbage',
];

/** `Accept` headers that allow JSON. */
const accepted = [
  '*/*',
  'application/*',
  'application/json',
  'Application/JSON',
  'application/json;charset=utf-8',
  'application/json;version=1',
  'application/*;v="1,2";q=0.5, text/html',
  // The Content-Type of the answer, to the letter.
  'application/json; charset=utf-8',
  'application/json, text/plain, */*',
  'application/problem+json, application/json',
  'text/html, application/json;q=0.1',
  'text/html, */*;q=0.1',
];

const rowsOf = (accepts: readonly string[]) => accepts.map((accept) => [accept] as const);

t.test('an Accept that does not allow JSON', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const operation of operations) {
    await t.test(`${operation.id} refuses it`, (t) =>
      testRows(t, rowsOf(refused), async (t, [accept]) => {
        const response = await server.request({ ...requestOf(operation), headers: { accept } });
        matchProblem(t, response, 406, '/problems/not-acceptable');
      }),
    );
  }
});

t.test('a request whose answer would not be acceptable changes nothing', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  const before = await storedTasks(server.db);
  for (const operation of operations) {
    const response = await server.request({ ...requestOf(operation, { id }), headers: { accept: 'text/html' } });
    matchProblem(t, response, 406, '/problems/not-acceptable');
    t.strictSame(await storedTasks(server.db), before, operation.id);
  }
});

t.test('an Accept that allows JSON', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  for (const operation of operations) {
    await t.test(`${operation.id} answers JSON`, (t) =>
      testRows(t, rowsOf(accepted), async (t, [accept]) => {
        const response = await server.request({ ...requestOf(operation, { id }), headers: { accept } });
        t.equal(response.statusCode, successOf(operation));
        t.equal(response.headers['content-type'], 'application/json; charset=utf-8');
      }),
    );
  }
});
