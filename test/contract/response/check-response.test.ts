import t from 'tap';
import type { OperationId } from '../../../src/contract/types/handler.ts';
import type { OutgoingAnswer } from '../../../src/contract/response/check-response.ts';
import { bearerChallenge } from '../../../src/values/problems.ts';
import { answer, empty, refusal, task, taskAnswer } from './answers.ts';
import { faultOf } from '../compiled.ts';

const Location = '/api/alice/tasks/42';
const ETag = '"17"';
const challenge = { 'WWW-Authenticate': bearerChallenge };
type Case = readonly [id: OperationId, name: string, answer: OutgoingAnswer, fault: RegExp | undefined];

const kept: readonly Case[] = [
  ['getTask', 'a task', taskAnswer(task), undefined],
  ['getTask', 'no due date', taskAnswer({ ...task, due_date: null }), undefined],
  [
    'getTask',
    'the longest title, in characters of two units',
    taskAnswer({ ...task, title: '🥛'.repeat(200) }),
    undefined,
  ],
  ['getTask', 'the largest id', taskAnswer({ ...task, id: Number.MAX_SAFE_INTEGER }), undefined],
  ['createTask', 'a task and its place', answer(201, task, { Location, ETag }), undefined],
  ['listTasks', 'no task', answer(200, []), undefined],
  ['listTasks', 'a page and the next', answer(200, [task], { Link: '</x>; rel="next"' }), undefined],
  ['deleteTask', 'nothing', empty(204), undefined],
  ['getTask', 'a task that has not changed', empty(304, { ETag }), undefined],
  ['getTask', 'a problem', refusal('/problems/task-not-found'), undefined],
  ['getTask', 'a problem with its header', refusal('/problems/invalid-token', challenge), undefined],
  [
    'getTask',
    'a problem with a number for header',
    refusal('/problems/service-unavailable', { 'Retry-After': 5 }),
    undefined,
  ],
];

const broken: readonly Case[] = [
  ['getTask', 'an undeclared status', answer(201, task), /^the status 201 is not declared$/],
  ['deleteTask', 'a success without the body', empty(200), /^the status 200 is not declared$/],
  ['getTask', 'an undeclared header', taskAnswer(task, { Colour: 'red' }), /^the header Colour is not declared$/],
  [
    'getTask',
    'the header of another status',
    refusal('/problems/forbidden', challenge),
    /^the header WWW-Authenticate is not/,
  ],
  ['createTask', 'a missing header', answer(201, task, { ETag }), /^the header Location is missing$/],
  [
    'createTask',
    'a header that is no address',
    answer(201, task, { ETag, Location: 'a b' }),
    /^the header Location must match format/,
  ],
  [
    'createTask',
    'an empty header',
    answer(201, task, { ETag, Location: '' }),
    /^the header Location must NOT have fewer/,
  ],
  ['getTask', 'a weak tag', taskAnswer(task, { ETag: 'W/"17"' }), /^the header ETag must match/],
  ['getTask', 'no challenge', refusal('/problems/invalid-token'), /^the header WWW-Authenticate is missing$/],
  [
    'getTask',
    'another challenge',
    refusal('/problems/invalid-token', { 'WWW-Authenticate': 'Basic' }),
    /^the header WWW-Authenticate must match pattern/,
  ],
  [
    'getTask',
    'Retry-After as a text',
    refusal('/problems/service-unavailable', { 'Retry-After': '5' }),
    /^the header Retry-After must be integer/,
  ],
  [
    'getTask',
    'an undeclared media type',
    answer(200, task, { ETag }, 'text/csv'),
    /^the media type text\/csv is not declared$/,
  ],
  [
    'getTask',
    'a success as a problem',
    answer(200, task, { ETag }, 'application/problem+json'),
    /^the media type application\/problem\+json is not/,
  ],
  ['getTask', 'a problem as a success', answer(404, task), /^the media type application\/json is not declared$/],
  [
    'getTask',
    'a body without a media type',
    { ...empty(200, { ETag }), body: task },
    /^there is a body without a media type$/,
  ],
  ['getTask', 'no body', empty(200, { ETag }), /^the body is missing$/],
  ['deleteTask', 'a body on 204', answer(204, task), /^the media type application\/json is not declared$/],
  ['deleteTask', 'null on 204', answer(204, null), /^the media type application\/json is not declared$/],
  ['listTasks', 'an undeclared problem', refusal('/problems/task-not-found'), /^the status 404 is not declared$/],
];

t.test('accepts a response that matches the contract', async (t) => {
  for (const [id, name, sent, fault] of kept) t.equal(faultOf(id, sent), fault, `${id}: ${name}`);
});

t.test('rejects a response that breaks the contract, and names the fault', async (t) => {
  for (const [id, name, sent, fault] of broken) t.match(faultOf(id, sent), fault, `${id}: ${name}`);
});
