/** Lists in a query and in bodies. */
import fc from 'fast-check';
import t from 'tap';
import { inject } from '../../scripts/coverage/record-injection.ts';
import { observe } from '../../scripts/coverage/observe.ts';
import { readDeclared } from '../../scripts/coverage/read-declared.ts';
import { readDeclaredContract } from '../../scripts/contract/declared-contract.ts';
import { partsOf, requestOf } from '../support/arbitraries/requests.ts';
import { requestViolations } from '../support/arbitraries/request-violations.ts';
import { contractOperations } from '../support/contract-operations.ts';
import { matchFaults, matchProblem } from '../support/problems.ts';
import { holds } from '../support/property.ts';
import { contractDocument, isPart, partOf, type Part } from './document.ts';
import { startEngine, type CheckedRequest } from './engine.ts';

const label = { type: 'string', minLength: 1, maxLength: 50, format: 'non-blank-text', 'x-fault': 'must not be blank' };
const labels = { type: 'array', maxItems: 20, uniqueItems: true, items: label };
const numbers = { type: 'array', maxItems: 3, items: { type: 'integer', minimum: 1, maximum: 9 } };

/** The contract with lists in a query, in a request body and in an answer. */
function contractWithLists() {
  const document = contractDocument();
  const { parameters } = partOf(document, ['paths', '/api/{user_id}/tasks', 'get']);
  if (!Array.isArray(parameters)) throw new Error('The list has no parameters.');
  parameters.push({ name: 'label', in: 'query', schema: { ...labels, uniqueItems: false } });
  parameters.push({ name: 'number', in: 'query', schema: { ...numbers, default: [7] } });
  for (const name of ['TaskCreate', 'Task']) {
    Object.assign(partOf(document, ['components', 'schemas', name, 'properties']), { labels });
  }
  return document;
}

const document = contractWithLists();
const operations = await contractOperations(await readDeclaredContract(structuredClone(document)));
const judge = readDeclared(document);
const url = '/api/alice/tasks';

function operation(id: string) {
  const found = operations.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
}

const seen: CheckedRequest[] = [];
let answered: Part | undefined;
const app = await startEngine(t, document, (checked) => {
  seen.push(checked);
  return answered;
});

/** The members of an object that the contract above has and the bundled one has not. */
function listsIn(values: unknown): Part {
  const own = Object.entries(isPart(values) ? values : {});
  return Object.fromEntries(own.filter(([name]) => ['label', 'labels', 'number'].includes(name)));
}

const twenty = Array.from({ length: 20 }, (_, index) => String(index));

const queries: readonly (readonly [query: string, values: Part])[] = [
  ['', { number: [7] }],
  ['?label=a', { label: ['a'], number: [7] }],
  ['?label=b&limit=1&label=a&label=b', { label: ['b', 'a', 'b'], number: [7] }],
  ['?number=1', { number: [1] }],
  ['?number=9&number=1&label=1', { number: [9, 1], label: ['1'] }],
  [`?${twenty.map((text) => `label=${text}`).join('&')}`, { label: twenty, number: [7] }],
];

t.test('a list of the query reaches the handler as an array', async (t) => {
  for (const [query, values] of queries) {
    const { statusCode } = await app.inject({ url: `${url}${query}` });
    t.equal(statusCode, 200, query);
    t.strictSame(listsIn(seen.at(-1)?.query), values, query);
  }
});

t.test('refuses items that break the contract, and says which', async (t) => {
  const many = 'label=&'.repeat(3000);
  for (const [query, faults] of [
    ['label=', ['label minLength']],
    ['label', ['label minLength']],
    [
      'label=a&label=%20&label=&number=x&number=0&limit=0',
      ['limit minimum', 'label minLength', 'label format', 'number type', 'number minimum'],
    ],
    [many, ['label maxItems', 'label minLength']],
  ] as const) {
    const response = await app.inject({ url: `${url}?${query}` });
    matchFaults(t, response, 'parameter', [...faults]);
  }
  const { errors } = (await app.inject({ url: `${url}?label=a&label=%20&label=b&label=%20` })).json<Part>();
  t.strictSame(errors, [{ parameter: 'label', detail: 'must not be blank (items 2, 4)', code: 'format' }]);
});

t.test('a query that is refused names the faults of items too', async (t) => {
  const response = await app.inject({ url: `${url}?labels=a&label=a&label=&q=a&q=b` });
  matchProblem(t, response, 400, '/problems/invalid-query');
  t.match(
    response.json<Part>()['detail'],
    /"labels" is not .*"label"\?.*"q" is given more than once.*"label" must .*item 2/,
  );
});

t.test('a list of a body is checked item by item', async (t) => {
  const post = (value: unknown) => app.inject({ method: 'POST', url, payload: { title: 'x', labels: value } });
  for (const value of [[], ['a'], ['__proto__', 'constructor'], twenty]) {
    t.equal((await post(value)).statusCode, 201, JSON.stringify(value));
    t.strictSame(listsIn(seen.at(-1)?.body), { labels: value });
  }
  for (const [value, faults] of [
    [['a', 'a'], ['/labels uniqueItems']],
    [['__proto__', 'a', '__proto__'], ['/labels uniqueItems']],
    [
      ['a', '', 'b', 7, ' '],
      ['/labels/1 minLength', '/labels/3 type', '/labels/4 format'],
    ],
    [[...twenty, 'x'], ['/labels maxItems']],
    ['a', ['/labels type']],
    [null, ['/labels type']],
    [[['a']], ['/labels/0 type']],
  ] as const) {
    matchFaults(t, await post(value), 'pointer', [...faults]);
  }
});

t.test('a list of an answer is checked', async (t) => {
  const task = (await app.inject({ url: `${url}/42` })).json<Part>();
  for (const [value, status] of [
    [[], 200],
    [['b', 'a'], 200],
    [['a', 'a'], 500],
    [[' '], 500],
    [null, 500],
  ] as const) {
    answered = { ...task, labels: value };
    const { response, exchange } = await inject(app, { url: `${url}/42` });
    t.equal(response.statusCode, status, JSON.stringify(value));
    if (status === 200) t.strictSame(response.json<Part>()['labels'], value);
    t.doesNotThrow(() => observe(judge, exchange));
  }
  answered = undefined;
});

t.test('accepts every valid list, and so does the judge', async (t) => {
  for (const id of ['listTasks', 'createTask']) {
    const property = fc.asyncProperty(partsOf(operation(id), fc.constant('alice')), async (made) => {
      // The judge knows that a made-up cursor is none.
      const { cursor: _, ...kept } = made.query;
      const parts = { ...made, query: kept };
      const { response, exchange } = await inject(app, requestOf(operation(id), parts));
      if (response.statusCode >= 300) throw new Error(`${exchange.target}: ${response.body}`);
      observe(judge, exchange);
      const { query, body } = seen.at(-1) ?? {};
      const [received, sent] = id === 'listTasks' ? [query, { number: [7], ...parts.query }] : [body, parts.body];
      t.strictSame(listsIn(received), listsIn(sent));
    });
    await holds(t, 100, property);
  }
});

t.test('refuses every single violation of a list', async (t) => {
  const violations = ['listTasks', 'createTask'].flatMap((id) => requestViolations(operation(id)));
  const ofLists = violations.filter(({ name }) => /^(label|number|body \/labels)\b/.test(name));
  t.strictSame(
    ofLists.map(({ name }) => name),
    [
      ...['label maxItems', 'label item minLength', 'label item maxLength', 'label item format'],
      ...['number maxItems', 'number item type', 'number item minimum', 'number item maximum'],
      ...['body /labels type', 'body /labels maxItems', 'body /labels uniqueItems'],
      ...['type', 'minLength', 'maxLength', 'format'].map((keyword) => `body /labels/[] ${keyword}`),
    ],
  );
  for (const { name, requests } of ofLists) {
    const property = fc.asyncProperty(requests, async ({ request, status, areFaults }) => {
      const response = await app.inject(request);
      const { errors } = response.json<Part>();
      const faults: unknown[] = Array.isArray(errors) ? errors : [];
      if (response.statusCode === status && areFaults?.(faults.filter(isPart)) === true) return;
      throw new Error(`${name}: ${request.url} ${request.payload?.toString() ?? ''} answered ${response.body}`);
    });
    await t.test(name, (t) => holds(t, 30, property));
  }
});
