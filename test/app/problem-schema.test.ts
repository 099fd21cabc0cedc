import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import t from 'tap';
import { packageRoot } from '../../src/values/package-root.ts';
import { matchProblem } from '../support/problems.ts';
import { startServer, startServerWithoutDatabase } from '../support/server.ts';
import { createTask } from '../support/tasks.ts';
import { listenRaw } from './raw-http.ts';
import { refusals } from './refusals.ts';

interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: unknown }>> };
}

// An Ajv of this test's own: the server's must not be judged by itself.
const document = JSON.parse(readFileSync(join(packageRoot, 'generated', 'openapi.json'), 'utf8')) as Document;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(document, 'contract');

function faultsOf(schema: string, value: unknown): unknown {
  const validate = ajv.getSchema(`contract#/components/schemas/${schema}`);
  if (!validate) throw new Error(`the contract has no ${schema}`);
  return validate(value) ? [] : validate.errors;
}

const kinds = Object.keys(document.components.schemas).filter((name) => name.endsWith('Problem') && name !== 'Problem');

t.test('the schemas tell a problem from what is none', async (t) => {
  t.not(kinds.length, 0);
  t.notSame(faultsOf('Problem', {}), []);
});

t.test('every problem is as the contract says', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [what, { request, status, type, header }] of Object.entries(refusals)) {
    t.test(what, async (t) => {
      const response = await server.request(request);
      matchProblem(t, response, status, type);
      const problem: unknown = response.json();
      t.strictSame(faultsOf('Problem', problem), []);
      const fitting = kinds.filter((kind) => ajv.validate(`contract#/components/schemas/${kind}`, problem));
      t.not(fitting.length, 0, 'it is one of those that are declared');
      if (header !== undefined) t.ok(response.headers[header], header);
    });
  }
});

t.test('a task that is not found', async (t) => {
  const server = await startServer(t);
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks/1' });
  t.strictSame(faultsOf('TaskNotFoundProblem', response.json()), []);
});

t.test('a server that fails', async (t) => {
  const server = await startServer(t);
  await createTask(server, 'alice');
  await server.db.schema.dropTable('tasks').execute();
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks/1' });
  t.strictSame(faultsOf('InternalErrorProblem', response.json()), []);
});

t.test('what is no request', async (t) => {
  const exchange = await listenRaw((await startServerWithoutDatabase(t)).app);
  for (const bytes of ['garbage\r\n\r\n', `GET /${'a'.repeat(17_000)} HTTP/1.1\r\n\r\n`]) {
    t.strictSame(faultsOf('Problem', JSON.parse((await exchange(bytes)).body)), []);
  }
});
