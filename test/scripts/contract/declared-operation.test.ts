import t from 'tap';
import { readDeclaredContract } from '../../../scripts/contract/declared-contract.ts';
import type { DeclaredOperation } from '../../../scripts/contract/declared-operation.ts';
import type { OperationId } from '../../../src/contract/types/handler.ts';
import { changedContract, contractDocument, type Part } from '../../contract/document.ts';
import {
  compileAndCheck,
  compiledOperation,
  handlerNames,
  having,
  matchRefusals,
  without,
  type Broken,
} from '../../contract/compiled.ts';

const tasks = ['paths', '/api/{user_id}/tasks'];
const task = ['paths', '/api/{user_id}/tasks/{id}'];
const getTask = [...task, 'get'];
const content = (name: string, kind: string): readonly string[] => ['components', kind, name, 'content'];
const parameter = (members: Part): Part => ({ name: 'X-Colour', schema: { type: 'string' }, ...members });

/** The contract with members of `getTask` that the engine does not support. */
function getTaskWith(name: string, members: Part, message: RegExp): Broken {
  return [name, changedContract(getTask, having(members)), message];
}

const tags = { type: 'array', maxItems: 2, items: { type: 'string' } };

/** The contract with a parameter in the query of `getTask` that the engine does not read. */
function queryArray(name: string, schema: Part, message: RegExp, members: Part = {}): Broken {
  return getTaskWith(name, { parameters: [parameter({ in: 'query', schema, ...members })] }, message);
}

/** Each of these would be a hole if it were served. */
const unsupported: readonly Broken[] = [
  getTaskWith('an owner without a token', { security: [] }, /getTask has an owner/),
  ['no security at all', changedContract([], without('security')), /no scheme.*: bearerAuth\./],
  getTaskWith(
    'one of two schemes',
    { security: [{ bearerAuth: [] }, { apiKey: [] }] },
    /getTask: .*one security scheme/,
  ),
  getTaskWith('two schemes at once', { security: [{ bearerAuth: [], apiKey: [] }] }, /getTask: .*one security scheme/),
  getTaskWith('security that is optional', { security: [{ bearerAuth: [] }, {}] }, /getTask: .*one security scheme/),
  getTaskWith(
    'a header that OpenAPI ignores',
    { parameters: [parameter({ in: 'header', name: 'Accept' })] },
    /getTask header parameter Accept: OpenAPI ignores/,
  ),
  getTaskWith(
    'a list in the query',
    { parameters: [parameter({ in: 'query', 'x-list': true })] },
    /getTask query parameter X-Colour: only a header/,
  ),
  getTaskWith(
    'an array in a header',
    { parameters: [parameter({ in: 'header', schema: tags })] },
    /getTask header parameter X-Colour: only a query parameter may be an array/,
  ),
  getTaskWith(
    'an array in a header that may be a list',
    { parameters: [parameter({ in: 'header', schema: tags, 'x-list': true })] },
    /getTask header parameter X-Colour: only a query parameter may be an array/,
  ),
  queryArray('an array in one value', tags, /X-Colour: .*style form and explode true/, { explode: false }),
  queryArray('an array with spaces', tags, /X-Colour: .*style form and explode/, { style: 'spaceDelimited' }),
  queryArray(
    'an array without items',
    { type: 'array', maxItems: 2 },
    /X-Colour: .*only arrays of strings or integers/,
  ),
  queryArray('an array of flags', { ...tags, items: { type: 'boolean' } }, /X-Colour: .*only arrays of strings/),
  queryArray('an array of arrays', { ...tags, items: tags }, /X-Colour: .*only arrays of strings/),
  queryArray('an array of texts or null', { ...tags, items: { type: ['string', 'null'] } }, /X-Colour: .*only arrays/),
  queryArray('an array of choices', { ...tags, items: { oneOf: [{ type: 'integer' }] } }, /X-Colour: .*only arrays/),
  queryArray('an array without a bound', { type: 'array', items: { type: 'string' } }, /X-Colour: .*needs maxItems/),
  queryArray(
    'an array or null',
    { ...tags, type: ['array', 'null'] },
    /query parameter X-Colour: .*reads only strings/,
  ),
  queryArray('an object', { type: 'object' }, /query parameter X-Colour: the engine reads only strings, integers and/),
  queryArray('a flag', { type: 'boolean' }, /query parameter X-Colour: the engine reads only strings/),
  queryArray('an array in a choice', { anyOf: [tags, { type: 'string' }] }, /X-Colour: .*reads only strings/),
  getTaskWith('a cookie parameter', { parameters: [parameter({ in: 'cookie' })] }, /getTask cookie parameter X-Colour/),
  getTaskWith('no schema', { parameters: [{ name: 'x', in: 'query' }] }, /getTask query parameter x: has no schema/),
  ['no operationId', changedContract(getTask, without('operationId')), /GET \/api\/\{user_id\}\/tasks\/\{id\}/],
  ['a status default', changedContract([...getTask, 'responses'], having({ default: {} })), /getTask response default/],
  ['a status 4XX', changedContract([...getTask, 'responses'], having({ '4XX': {} })), /getTask response 4XX/],
  [
    'no x-max-bytes',
    changedContract(['components', 'requestBodies', 'TaskCreate'], without('x-max-bytes')),
    /createTask: .*x-max-bytes/,
  ],
  [
    'a body without a schema',
    changedContract(content('TaskCreate', 'requestBodies'), having({ 'application/json': {} })),
    /createTask request application\/json: has no schema/,
  ],
];

const overlooked: readonly Broken[] = [
  getTaskWith('a reference to nothing', { parameters: [{ $ref: '#/components/parameters/Nothing' }] }, /getTask/),
  [
    'a path parameter that is not declared',
    changedContract(task, having({ parameters: [{ $ref: '#/components/parameters/UserId' }] })),
    /getTask.*\bid\b/,
  ],
  [
    'a path parameter that is not in the path',
    changedContract([...tasks, 'post'], having({ parameters: [{ $ref: '#/components/parameters/TaskId' }] })),
    /createTask.*\bid\b/,
  ],
  [
    'one name for two operations',
    changedContract([...task, 'delete'], having({ operationId: 'getTask' })),
    /getTask/,
    { ...handlerNames, operations: handlerNames.operations.filter((id) => id !== 'deleteTask') },
  ],
  [
    'a request that is not JSON',
    changedContract(content('TaskCreate', 'requestBodies'), having({ 'text/csv': { schema: { type: 'string' } } })),
    /createTask.*text\/csv/,
  ],
  [
    'a response that is not JSON',
    changedContract(content('Task', 'responses'), having({ 'text/csv': { schema: { type: 'string' } } })),
    /getTask.*text\/csv/,
  ],
];

t.test('refuses what the engine does not support, naming the place', (t) => matchRefusals(t, unsupported));

t.test('refuses what the engine would serve wrongly, naming the place', (t) => matchRefusals(t, overlooked));

async function declared(id: OperationId): Promise<DeclaredOperation> {
  const { operations } = await readDeclaredContract(contractDocument());
  const operation = operations.find((candidate) => candidate.id === id);
  if (!operation) throw new Error(`${id} is not declared`);
  return operation;
}

t.test('flattens an operation', async (t) => {
  const operation = await declared('updateTask');
  t.match(operation, {
    id: 'updateTask',
    method: 'PUT',
    owner: 'user_id',
    security: 'bearerAuth',
    body: { required: true, maxBytes: 65_536 },
  });
  t.strictSame(
    operation.pathParameters.map(({ name, required }) => [name, required]),
    [
      ['user_id', true],
      ['id', true],
    ],
  );
  t.strictSame([...(operation.body?.content.keys() ?? [])], ['application/json']);
  t.strictSame([...operation.responses.keys()], [200, 400, 401, 403, 404, 406, 412, 413, 415, 422, 429, 500, 503]);
  t.strictSame([...(operation.responses.get(401)?.content.keys() ?? [])], ['application/problem+json']);
  t.match(operation.responses.get(401)?.headers.slice(0, 1), [{ name: 'WWW-Authenticate', required: true }]);
});

t.test('reads the arrays of the query', async (t) => {
  const numbers = { type: 'array', maxItems: 3, items: { type: 'integer' } };
  const parameters = [
    { name: 'tag', in: 'query', schema: tags },
    { name: 'number', in: 'query', style: 'form', explode: true, schema: numbers },
    { name: 'single', in: 'query', schema: { oneOf: [{ type: 'string' }, { enum: ['a'] }] } },
  ];
  const contract = await compileAndCheck(changedContract(getTask, having({ parameters })));
  t.strictSame(compiledOperation('getTask', contract).queryParameters, [
    { name: 'tag', integer: false, list: false, maxItems: 2 },
    { name: 'number', integer: true, list: false, maxItems: 3 },
    { name: 'single', integer: false, list: false, maxItems: undefined },
  ]);
});

t.test('reads public operations, empty responses and optional parameters', async (t) => {
  t.match(await declared('getHealth'), { owner: undefined, security: undefined, body: undefined, pathParameters: [] });
  t.equal((await declared('deleteTask')).responses.get(204)?.content.size, 0);
  const query = (await declared('listTasks')).queryParameters;
  t.strictSame(
    query.map(({ name }) => name),
    ['status', 'priority', 'tag', 'due_after', 'due_before', 'q', 'sort', 'order', 'limit', 'offset', 'cursor'],
  );
  t.notOk(query.some(({ required }) => required));
  t.match(await declared('toggleTaskCompletion'), {
    body: { required: false },
    headerParameters: [
      { name: 'If-Match', isList: true },
      { name: 'Idempotency-Key', isList: false },
    ],
  });
});
