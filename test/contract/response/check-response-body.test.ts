import t from 'tap';
import type { OperationId } from '../../../src/contract/types/handler.ts';
import { problemBody } from '../../../src/contract/response/problem-body.ts';
import type { OutgoingAnswer } from '../../../src/contract/response/check-response.ts';
import { problem, type ProblemType } from '../../../src/values/problems.ts';
import { JsonText } from '../../../src/values/json-text.ts';
import { answer, refusal, requestId, task, taskAnswer } from './answers.ts';
import { faultOf } from '../compiled.ts';

const { title: _, ...untitled } = task;

const broken: readonly (readonly [id: OperationId, name: string, answer: OutgoingAnswer, fault: RegExp])[] = [
  ['getTask', 'null', taskAnswer(null), /^the body breaks the schema: {2}must be object/],
  ['getTask', 'a list', taskAnswer([task]), /^the body breaks the schema: {2}must be object/],
  ['getTask', 'a missing member', taskAnswer(untitled), /must have required property 'title'/],
  ['getTask', 'an undeclared member', taskAnswer({ ...task, colour: 'red' }), /must NOT have additional properties/],
  ['getTask', 'an id as a text', taskAnswer({ ...task, id: '42' }), /\/id must be integer/],
  ['getTask', 'an id that JSON cannot hold', taskAnswer({ ...task, id: 2 ** 53 }), /\/id must/],
  [
    'getTask',
    'a title that is too long',
    taskAnswer({ ...task, title: 'x'.repeat(201) }),
    /\/title must NOT have more than 200/,
  ],
  ['getTask', 'a Date', taskAnswer({ ...task, created_at: new Date() }), /\/created_at must be string/],
  [
    'getTask',
    'a time with an offset',
    taskAnswer({ ...task, created_at: '2026-11-01T08:30:00.0000+01:00' }),
    /\/created_at must/,
  ],
  [
    'getTask',
    'a day that does not exist',
    taskAnswer({ ...task, due_date: '2026-02-29T08:30:00.000000Z' }),
    /\/due_date must match format/,
  ],
  [
    'getTask',
    'a day before all others',
    taskAnswer({ ...task, due_date: '0000-01-01' }),
    /\/due_date must match format/,
  ],
  ['getTask', 'an unknown priority', taskAnswer({ ...task, priority: 'urgent' }), /\/priority must be equal to one of/],
  ['getTask', 'a tag twice', taskAnswer({ ...task, tags: ['a', 'a'] }), /\/tags must NOT have duplicate items/],
  ['getTask', 'an empty tag', taskAnswer({ ...task, tags: ['a', ''] }), /\/tags\/1 must NOT have fewer/],
  ['listTasks', 'a bad task on the page', answer(200, [task, untitled]), /\/1 must have required property 'title'/],
  ['listTasks', 'more than a page', answer(200, Array<unknown>(101).fill(task)), /must NOT have more than 100 items/],
  [
    'getTask',
    'a problem of another status',
    { ...refusal('/problems/forbidden'), status: 404 },
    /\/type must be equal to constant/,
  ],
  [
    'getTask',
    'a problem that the status does not declare',
    refusal('/problems/malformed-body'),
    /\/type must be equal to constant/,
  ],
];

t.test('rejects a body that breaks its schema, and names the fault', async (t) => {
  for (const [id, name, sent, fault] of broken) t.match(faultOf(id, sent), fault, `${id}: ${name}`);
});

t.test('accepts errors only in a problem that declares them', async (t) => {
  const errors = [{ parameter: 'id', detail: 'must be integer', code: 'type' }];
  const withErrors = (type: ProblemType): OutgoingAnswer =>
    answer(
      problem(type).status,
      problemBody(problem(type, { errors }), '/', requestId),
      {},
      'application/problem+json',
    );
  t.equal(faultOf('getTask', withErrors('/problems/validation-failed')), undefined);
  t.match(faultOf('getTask', withErrors('/problems/forbidden')), /must NOT have unevaluated properties/);
  t.match(faultOf('getTask', refusal('/problems/validation-failed')), /must have required property 'errors'/);
});

t.test('checks a text as it checks its value', async (t) => {
  for (const [id, name, sent] of broken) {
    const text = JSON.stringify(sent.body);
    const [value, body] = [JSON.parse(text) as unknown, new JsonText(text)];
    t.equal(faultOf(id, { ...sent, body }), faultOf(id, { ...sent, body: value }), `${id}: ${name}`);
  }
  const text = JSON.stringify(task);
  const spellings = [text, JSON.stringify(task, null, 2), text.replace('Buy', '\\u0042uy'), `{"id":1,${text.slice(1)}`];
  for (const spelling of spellings)
    t.equal(faultOf('getTask', taskAnswer(new JsonText(spelling))), undefined, spelling);
  for (const wrong of ['', text.slice(1), `${text},`]) {
    t.match(faultOf('getTask', taskAnswer(new JsonText(wrong))), /^the body breaks the schema/, wrong);
  }
});

t.test('accepts the user of the token only, in a body and in each object of a list', async (t) => {
  const owner = { member: 'user_id', userId: 'alice' };
  const others = { ...task, user_id: 'bob' };
  const fault = /^the user_id is not the user of the token$/;
  t.equal(faultOf('getTask', taskAnswer(task), owner), undefined);
  t.equal(faultOf('listTasks', answer(200, [task, task]), owner), undefined);
  t.equal(faultOf('listTasks', answer(200, []), owner), undefined);
  t.equal(faultOf('getTask', refusal('/problems/task-not-found'), owner), undefined);
  t.match(faultOf('getTask', taskAnswer(others), owner), fault);
  t.match(faultOf('getTask', taskAnswer(new JsonText(JSON.stringify(others))), owner), fault);
  t.match(faultOf('listTasks', answer(200, [task, others]), owner), fault);
  t.match(faultOf('listTasks', answer(200, new JsonText(JSON.stringify([task, others]))), owner), fault);
  t.equal(faultOf('listTasks', answer(200, new JsonText(JSON.stringify([task, task]))), owner), undefined);
  t.match(faultOf('listTasks', answer(200, [task, { user_id: null }]), owner), fault);
  t.equal(faultOf('getTask', taskAnswer(others)), undefined, 'an operation without an owner may name anybody');
});
