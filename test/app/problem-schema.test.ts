import { sql } from 'kysely';
import t from 'tap';
import { readContractDocument } from '../../scripts/coverage/document.ts';
import { createValidator } from '../../scripts/coverage/validator.ts';
import { partOf } from '../contract/document.ts';
import { matchProblem } from '../support/problems.ts';
import { startServer, startServerWithoutDatabase } from '../support/server.ts';
import { brokenTasks, createTask } from '../support/tasks.ts';
import { listenRaw } from './raw-http.ts';
import { refusals } from './refusals.ts';

// The judge of the contract coverage: the server's own validators must not judge themselves.
const { document } = readContractDocument();
const validate = createValidator(document);
const schemas = partOf(document, ['components', 'schemas']);

/** Says why a value breaks a schema of the contract; undefined if it keeps it. */
function faultOf(schema: string, value: unknown): string | undefined {
  return validate(partOf(schemas, [schema]), value);
}

const kinds = Object.keys(schemas).filter((name) => name.endsWith('Problem') && name !== 'Problem');

t.test('the schemas refuse an object that is not a problem', async (t) => {
  t.not(kinds.length, 0);
  t.ok(faultOf('Problem', {}));
});

t.test('every problem follows the contract', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [what, { request, status, type, header }] of Object.entries(refusals)) {
    t.test(what, async (t) => {
      const response = await server.request(request);
      matchProblem(t, response, status, type);
      const problem: unknown = response.json();
      t.equal(faultOf('Problem', problem), undefined);
      const fitting = kinds.filter((kind) => faultOf(kind, problem) === undefined);
      t.not(fitting.length, 0, 'it is one of those that are declared');
      if (header !== undefined) t.ok(response.headers[header], header);
    });
  }
});

t.test('task-not-found follows its schema', async (t) => {
  const server = await startServer(t);
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks/1' });
  t.equal(faultOf('TaskNotFoundProblem', response.json()), undefined);
});

t.test('internal-error follows its schema', async (t) => {
  const server = await startServer(t);
  await createTask(server, 'alice');
  for (const statement of brokenTasks) await sql.raw(statement).execute(server.db);
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks/1' });
  t.equal(faultOf('InternalErrorProblem', response.json()), undefined);
});

t.test('refusals of the HTTP parser follow the schema', async (t) => {
  const exchange = await listenRaw((await startServerWithoutDatabase(t)).app);
  for (const bytes of ['garbage\r\n\r\n', `GET /${'a'.repeat(17_000)} HTTP/1.1\r\n\r\n`]) {
    t.equal(faultOf('Problem', JSON.parse((await exchange(bytes)).body)), undefined);
  }
});
