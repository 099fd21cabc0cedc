import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../src/values/package-root.ts';
import { problem, ProblemError, problems, unavailable } from '../../src/values/problems.ts';
import { refusals } from '../app/refusals.ts';
import { matchProblem } from '../support/problems.ts';
import { startServer, startServerWithoutDatabase } from '../support/server.ts';

interface Property {
  readonly enum?: readonly string[];
  readonly const?: unknown;
}
interface Schema extends Property {
  readonly properties?: Readonly<Record<string, Property>>;
}
interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const document = JSON.parse(readFileSync(join(packageRoot, 'generated', 'openapi.json'), 'utf8')) as Document;
const { schemas } = document.components;
const operations = Object.values(document.paths).flatMap((path) =>
  Object.values(path).filter((operation) => 'operationId' in operation),
);
const table = new Map(Object.entries(problems));
const types = [...table.keys()];

t.test("the table has the contract's problems, in its order", async (t) => {
  t.strictSame(types, schemas['ProblemType']?.enum);
});

t.test('every problem that an operation declares has the status of the table', async (t) => {
  const kinds = Object.entries(schemas).filter(([name]) => name.endsWith('Problem') && name !== 'Problem');
  t.not(kinds.length, 0);
  for (const [name, { properties }] of kinds) {
    const type = properties?.['type'];
    for (const slug of type?.enum ?? [String(type?.const)]) {
      t.equal(properties?.['status']?.const, table.get(slug)?.status, `${name} ${slug}`);
    }
  }
});

t.test('a title says one kind of problem', async (t) => {
  t.equal(new Set([...table.values()].map(({ title }) => title)).size, types.length);
});

t.test('every situation of the error table is answered by its status and its problem', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [what, { request, status, type, header }] of Object.entries(refusals)) {
    t.test(what, async (t) => {
      const response = await server.request(request);
      matchProblem(t, response, status, type);
      t.equal(response.json<Record<string, unknown>>()['title'], table.get(type)?.title);
      if (header !== undefined) t.ok(response.headers[header], header);
    });
  }
});

t.test('a task that is absent, and anything unexpected', async (t) => {
  const server = await startServer(t);
  const request = { as: 'alice', url: '/api/alice/tasks/1' };
  matchProblem(t, await server.request(request), 404, '/problems/task-not-found');
  await server.db.schema.dropTable('tasks').execute();
  matchProblem(t, await server.request(request), 500, '/problems/internal-error');
});

t.test('no problem of the table is without a test', async (t) => {
  const here: readonly string[] = [
    ...Object.values(refusals).map(({ type }) => type),
    '/problems/task-not-found',
    '/problems/internal-error',
    // Of every operation: 429.test.ts.
    '/problems/too-many-requests',
  ];
  // These are answers to what never becomes a request.
  const sockets = readFileSync(join(packageRoot, 'test', 'app', 'parser-refusals.test.ts'), 'utf8');
  t.strictSame(
    types.filter((type) => !here.includes(type) && !sockets.includes(`'${type}'`) && !sockets.includes(`"${type}"`)),
    [],
  );
});

t.test('every status that an operation declares has a test of that name', async (t) => {
  // See get-health/200.test.ts.
  const unreachable = ['get-health/500'];
  const missing = operations.flatMap(({ operationId, responses }) => {
    const folder = operationId.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const files = readdirSync(join(packageRoot, 'test', 'app', 'operations', folder));
    const untested = Object.keys(responses).filter((status) => !files.some((file) => file.startsWith(status)));
    return untested.map((status) => `${folder}/${status}`);
  });
  t.strictSame(missing, unreachable);
});

t.test('a problem that is thrown keeps its cause, and says what anyone may read', async (t) => {
  const cause = new Error('inner');
  const thrown = new ProblemError('/problems/forbidden', { cause, detail: 'No.' });
  t.equal(thrown.cause, cause);
  t.strictSame(thrown.answer, problem('/problems/forbidden', { detail: 'No.' }));
  t.strictSame(unavailable(cause).answer, problem('/problems/service-unavailable', { headers: { 'Retry-After': 5 } }));
});
