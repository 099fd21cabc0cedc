import t from 'tap';
import { samplesOf } from '../../../scripts/contract/examples.ts';
import { compileAndCheck, having, matchRefusals, type Broken } from '../../contract/compiled.ts';
import {
  changedContract,
  contractDocument,
  isPart,
  partOf,
  resolvedContract,
  type Part,
} from '../../contract/document.ts';

const schemas = ['components', 'schemas'];
const parameters = ['components', 'parameters'];
const taskExample = ['components', 'examples', 'Task', 'value'];

/** The contract with a changed schema of a query parameter. */
function withParameter(name: string, members: Part) {
  return changedContract(['paths', '/api/{user_id}/tasks', 'get'], ({ parameters: list }) => {
    const found: unknown = Array.isArray(list) && list.find((entry) => isPart(entry) && entry['name'] === name);
    Object.assign(partOf(found, ['schema']), members);
  });
}

const broken: readonly Broken[] = [
  [
    'of a response body',
    changedContract(taskExample, having({ completed: 'no' })),
    /#\/paths\/~1api~1\{user_id\}~1tasks\/post\/.*\/201\/.*\/created breaks its schema: \/completed must be boolean/,
  ],
  [
    'of a problem',
    changedContract(['components', 'examples', 'InvalidQuery', 'value'], having({ status: 404 })),
    /responses\/400\/content\/application~1problem\+json\/examples\/query breaks its schema: \/status/,
  ],
  [
    'of a request body',
    changedContract(
      ['components', 'requestBodies', 'TaskCreate', 'content', 'application/json', 'examples', 'title', 'value'],
      having({ title: '' }),
    ),
    /post\/requestBody\/content\/application~1json\/examples\/title breaks its schema: \/title/,
  ],
  [
    'of a path parameter',
    changedContract([...parameters, 'TaskId'], having({ example: 'first' })),
    /#\/components\/parameters\/TaskId\/example breaks its schema: +must be integer/,
  ],
  [
    'of a response header',
    changedContract(['components', 'headers', 'Retry-After'], having({ example: 0 })),
    /headers\/Retry-After\/example breaks its schema: +must be >= 1/,
  ],
  [
    'within a schema',
    changedContract([...schemas, 'Title'], having({ examples: ['Buy milk', ' '] })),
    /#\/components\/schemas\/Title\/examples\/1 breaks its schema/,
  ],
  [
    'of an answer that belongs to no operation',
    changedContract(['components', 'headers', 'Allow'], having({ example: 'get' })),
    /#\/x-server-responses\/405\/headers\/Allow\/example breaks its schema/,
  ],
];

const defaults: readonly Broken[] = [
  [
    'of an enumeration',
    withParameter('status', { default: 'open' }),
    /get\/parameters\/0\/schema\/default breaks its schema: +must be equal to one of the allowed values/,
  ],
  [
    'of a number',
    withParameter('limit', { default: 0 }),
    /get\/parameters\/8\/schema\/default breaks its schema: +must be >= 1/,
  ],
];

t.test('refuses an example that breaks its schema, naming the place', (t) => matchRefusals(t, broken));

t.test('refuses a default that breaks its schema, naming the place', (t) => matchRefusals(t, defaults));

t.test('names all wrong examples and defaults at once', async (t) => {
  const document = withParameter('limit', { default: 0, minimum: 101, maximum: 100 });
  await t.rejects(compileAndCheck(document), { message: /parameters\/8\/example[^]*parameters\/8\/schema\/default/ });
});

t.test('the contract has many examples, and all conform to their schemas', async (t) => {
  t.ok(samplesOf(await resolvedContract(), '#').length > 500);
  await t.resolves(compileAndCheck(contractDocument()));
});
