import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import t from 'tap';
import { packageRoot } from '../../src/values/package-root.ts';
import { createTask, matchProblem, startServer, startServerWithoutDatabase } from '../support/server.ts';
import { listenRaw } from './raw-http.ts';
import { refusals } from './refusals.ts';

interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: unknown }>> };
}

// A separate Ajv, so that the validator of the server does not judge itself.
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

t.test('the schemas refuse an object that is not a problem', async (t) => {
  t.not(kinds.length, 0);
  t.notSame(faultsOf('Problem', {}), []);
});

t.test('every problem follows the contract', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [what, { request, status, type, header }] of Object.entries(refusals)) {
    t.test(what, async (t) => {
      const response = await server.request(request);
      matchProblem(t, response, status, type);
      const problem: unknown = response.json();
      t.strictSame(faultsOf('Problem', problem), []);
      const fitting = kinds.filter((kind) => ajv.validate(`contract#/components/schemas/${kind}`, problem));
      t.not(fitting.length, 0, 'the problem is a declared one');
      if (header !== undefined) t.ok(response.headers[header], header);
    });
  }
});

t.test('task-not-found follows its schema', async (t) => {
  const server = await startServer(t);
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks/1' });
  t.strictSame(faultsOf('TaskNotFoundProblem', response.json()), []);
});

t.test('internal-error follows its schema', async (t) => {
  const server = await startServer(t);
  await createTask(server, 'alice');
  await server.db.schema.dropTable('tasks').execute();
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks/1' });
  t.strictSame(faultsOf('InternalErrorProblem', response.json()), []);
});

t.test('refusals of the HTTP parser follow the schema', async (t) => {
  const exchange = await listenRaw((await startServerWithoutDatabase(t)).app);
  for (const bytes of ['garbage\r\n\r\n', `GET /${'a'.repeat(17_000)} HTTP/1.1\r\n\r\n`]) {
    t.strictSame(faultsOf('Problem', JSON.parse((await exchange(bytes)).body)), []);
  }
});
