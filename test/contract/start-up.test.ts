import t from 'tap';
import { operationRoutes } from '../../generated/operations.ts';
import { readDeclaredContract } from '../../scripts/contract/declared-contract.ts';
import { startServerWithoutDatabase } from '../support/server.ts';
import { compileAndCheck, handlerNames, having, matchRefusals, without, type Broken } from './compiled.ts';
import { changedContract, contractDocument } from './document.ts';

const document = contractDocument();
const tasks = ['paths', '/api/{user_id}/tasks'];
const task = ['paths', '/api/{user_id}/tasks/{id}'];

const mismatchedHandlers: readonly Broken[] = [
  [
    'a missing handler',
    document,
    /no handler: getTask\./,
    { ...handlerNames, operations: handlerNames.operations.filter((id) => id !== 'getTask') },
  ],
  [
    'an extra handler',
    document,
    /no operation.*: listUsers\./,
    { ...handlerNames, operations: [...handlerNames.operations, 'listUsers'] },
  ],
  [
    'a missing security handler',
    document,
    /no security handler: bearerAuth\./,
    { ...handlerNames, securitySchemes: [] },
  ],
  [
    'an extra security handler',
    document,
    /no scheme.*: apiKey\./,
    { ...handlerNames, securitySchemes: ['bearerAuth', 'apiKey'] },
  ],
  [
    'a renamed operation',
    changedContract([...task, 'get'], having({ operationId: 'readTask' })),
    /no handler: readTask\./,
  ],
  [
    'an unknown scheme',
    changedContract([...task, 'get'], having({ security: [{ apiKey: [] }] })),
    /no security handler: apiKey\./,
  ],
  ['no operation at all', changedContract([], having({ paths: {} })), /no operation.*: listTasks, createTask, /],
];

function lacking(id: string, operation: readonly string[], statuses: readonly number[]): Broken[] {
  return statuses.map((status) => [
    `${id} without ${status}`,
    changedContract([...operation, 'responses'], without(String(status))),
    new RegExp(`${id} does not allow .*: the status ${status} is not declared`),
  ]);
}

t.test('refuses handlers that do not match the contract, and names the mismatch', (t) =>
  matchRefusals(t, mismatchedHandlers),
);

t.test('refuses an operation that does not declare a status the engine sends', async (t) => {
  await matchRefusals(t, lacking('createTask', [...tasks, 'post'], [400, 401, 403, 413, 415, 422, 429, 500, 503]));
  await matchRefusals(t, lacking('getTask', [...task, 'get'], [400, 401, 403, 422, 429, 500, 503]));
  await matchRefusals(t, lacking('listTasks', [...tasks, 'get'], [400, 401, 403, 422, 429, 500, 503]));
  await matchRefusals(t, lacking('getHealth', ['paths', '/healthz', 'get'], [400, 429, 500]));
});

t.test('refuses an operation that answers with a body and does not declare 406', async (t) => {
  await matchRefusals(t, lacking('getTask', [...task, 'get'], [406]));
  await matchRefusals(t, lacking('getHealth', ['paths', '/healthz', 'get'], [406]));
  await t.resolves(compileAndCheck(document), 'deleteTask, whose success has no body, need not declare it');
});

t.test('compiles the operations that openapi-backend reads', async (t) => {
  const { operations } = await readDeclaredContract(document);
  const routes = Object.entries(operationRoutes).map(([id, { method, path }]) => [id, method, path]);
  t.strictSame(
    operations.map(({ id, method, path }) => [id, method, path]),
    routes,
  );
});

t.test('mounts a route for every operation', async (t) => {
  const { app } = await startServerWithoutDatabase(t);
  for (const [id, { method, path }] of Object.entries(operationRoutes)) {
    t.ok(app.hasRoute({ method, url: path.replace(/\{(\w+)\}/g, ':$1') }), id);
  }
});
