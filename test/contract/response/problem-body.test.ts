import t from 'tap';
import { createAjv } from '../../../scripts/contract/ajv.ts';
import { samplesOf } from '../../../scripts/contract/examples.ts';
import { problemBody } from '../../../src/contract/response/problem-body.ts';
import { problem, problems, type ProblemType } from '../../../src/values/problems.ts';
import { requestId } from './answers.ts';
import { partOf, resolvedContract } from '../document.ts';

const contract = await resolvedContract();
const validate = createAjv({}).compile(partOf(contract, ['components', 'schemas', 'Problem']));

function isProblemType(name: unknown): name is ProblemType {
  return typeof name === 'string' && name in problems;
}

const types = Object.keys(problems).filter(isProblemType);

const instances: readonly (readonly [target: string, instance: string])[] = [
  ['/', '/'],
  ['/api/alice/tasks/42', '/api/alice/tasks/42'],
  ['/api/alice/tasks?q=secret', '/api/alice/tasks'],
  ['/api?a?b', '/api'],
  ['/api/a%2Fb/tasks', '/api/a%2Fb/tasks'],
  ['/api/%E2%82%AC', '/api/%E2%82%AC'],
  ['/api/%ZZ', '/api/%25ZZ'],
  ['/api/%', '/api/%25'],
  ['/api/%4', '/api/%254'],
  ['/api/#x', '/api/%23x'],
  ['/api/[x]', '/api/%5Bx%5D'],
  ['/api/"<>\\^`{|}', '/api/%22%3C%3E%5C%5E%60%7B%7C%7D'],
  ["/api/!$&'()*+,-.:;=@_~", "/api/!$&'()*+,-.:;=@_~"],
  ['*', '*'],
];

t.test('the table and the contract list the same problems', async (t) => {
  const listed = partOf(contract, ['components', 'schemas', 'ProblemType'])['enum'];
  t.strictSame(new Set(types), new Set(Array.isArray(listed) ? listed : []));
});

t.test('every problem of the table is a Problem of the contract', async (t) => {
  for (const type of types) {
    const body = problemBody(problem(type), '/api', requestId);
    t.ok(validate(body), `${type} ${JSON.stringify(validate.errors)}`);
    t.strictSame(body, { type, ...problems[type], instance: '/api', request_id: requestId });
  }
});

t.test('a detail of the refusal replaces the one of the table', async (t) => {
  const errors = [{ parameter: 'id', detail: 'must be integer', code: 'type' }];
  const body = problemBody(problem('/problems/validation-failed', { detail: 'One.', errors }), '/', requestId);
  t.equal(body.detail, 'One.');
  t.strictSame(body.errors, errors);
  t.notOk('errors' in problemBody(problem('/problems/forbidden'), '/', requestId));
});

t.test('does not put headers into the body', async (t) => {
  const body = problemBody(problem('/problems/service-unavailable', { headers: { 'Retry-After': 5 } }), '/', requestId);
  t.strictSame(Object.keys(body), ['type', 'title', 'status', 'detail', 'instance', 'request_id']);
});

t.test('instance is the path as a URI reference, without the query', async (t) => {
  for (const [target, instance] of instances) {
    const body = problemBody(problem('/problems/not-found'), target, requestId);
    t.equal(body.instance, instance, target);
    t.ok(validate(body), `${target} ${JSON.stringify(validate.errors)}`);
  }
});

t.test('shortens a long path, but never inside an escape', async (t) => {
  for (const padding of ['', 'a', 'ab']) {
    const body = problemBody(problem('/problems/not-found'), `/${padding}${'%41'.repeat(5000)}`, requestId);
    t.match(body.instance, /^\/\w*(?:%41)+$/);
    t.ok(validate(body));
  }
});

t.test('the examples of the contract have the titles and statuses of the table', async (t) => {
  for (const { where, value } of samplesOf(contract, '#')) {
    if (typeof value !== 'object' || value === null || !('type' in value) || !isProblemType(value.type)) continue;
    t.match(value, { title: problems[value.type].title, status: problems[value.type].status }, where);
  }
});
