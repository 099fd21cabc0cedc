/** The texts of refusals for common mistakes. Every text says what to send instead. */
import t from 'tap';
import { matchProblem } from '../../support/problems.ts';
import { testRows } from '../../support/rows.ts';
import { startServerWithoutDatabase } from '../../support/server.ts';

const tasks = '/api/alice/tasks';
const listParameters = 'status, priority, tag, due_after, due_before, q, sort, order, limit, offset, cursor';
const createMembers = 'title, description, priority, tags, due_date';
const updateMembers =
  'title, description, completed, priority, tags, due_date, ' +
  'id, user_id, version, completed_at, created_at, updated_at';

/** Undeclared query parameters, and the detail. */
const queries: readonly (readonly [target: string, detail: string])[] = [
  [
    'GET /api/alice/tasks?Status=completed',
    `The query parameter "Status" is not supported (did you mean "status"?). This operation has: ${listParameters}.`,
  ],
  [
    'GET /api/alice/tasks?status=Completed&page=2',
    'The query parameter "page" is not supported. ' +
      'The parameter "status" must be one of all, pending, completed (did you mean "completed"?). ' +
      `This operation has: ${listParameters}.`,
  ],
  [
    'GET /api/alice/tasks?tags=home',
    `The query parameter "tags" is not supported (did you mean "tag"?). This operation has: ${listParameters}.`,
  ],
  [
    'DELETE /api/alice/tasks?status=completed&all=true',
    'The query parameter "all" is not supported. This operation has: status.',
  ],
  ...['GET /api/alice/tasks/1', 'DELETE /api/alice/tasks/1', 'GET /healthz'].map(
    (target) =>
      [
        `${target}?verbose=1`,
        'The query parameter "verbose" is not supported. This operation has no query parameters.',
      ] as const,
  ),
];

/** Values that break the contract, and the detail of their only fault. */
const values: readonly (readonly [target: string, payload: object | undefined, detail: string])[] = [
  [
    'GET /api/alice/tasks?status=Completed',
    undefined,
    'must be one of all, pending, completed (did you mean "completed"?)',
  ],
  [
    'GET /api/alice/tasks?status=complet',
    undefined,
    'must be one of all, pending, completed (did you mean "completed"?)',
  ],
  ['GET /api/alice/tasks?status=done', undefined, 'must be one of all, pending, completed'],
  [
    'GET /api/alice/tasks?sort=dueDate',
    undefined,
    'must be one of created, title, due_date, priority, updated (did you mean "due_date"?)',
  ],
  ['DELETE /api/alice/tasks?status=COMPLETED', undefined, 'must be one of completed (did you mean "completed"?)'],
  [
    'POST /api/alice/tasks',
    { title: 'x', dueDate: null },
    `is not declared (did you mean "due_date"?); the declared members are ${createMembers}`,
  ],
  [
    'POST /api/alice/tasks',
    { title: 'x', priority: 'HIGH' },
    'must be one of none, low, medium, high (did you mean "high"?)',
  ],
  ['POST /api/alice/tasks', { title: 'x', priority: 'urgent' }, 'must be one of none, low, medium, high'],
  ['GET /api/alice/tasks?priority=hgih', undefined, 'must be one of none, low, medium, high (did you mean "high"?)'],
  ['GET /api/alice/stats?time_zone=Berlin', undefined, 'must be an IANA time zone such as Europe/Berlin'],
  ['POST /api/alice/tasks', { title: 'x', colour: 1 }, `is not declared; the declared members are ${createMembers}`],
  [
    'PUT /api/alice/tasks/1',
    { Title: 'x' },
    `is not declared (did you mean "title"?); the declared members are ${updateMembers}`,
  ],
  [
    'PATCH /api/alice/tasks/1',
    { complete: true },
    `is not declared (did you mean "completed"?); the declared members are ${updateMembers}`,
  ],
  [
    'PATCH /api/alice/tasks/1/complete',
    { completed: true, done: true },
    'is not declared; the declared members are completed',
  ],
];

/** Due dates that are almost one, and how the detail of their only fault ends. */
const dueDates: readonly (readonly [due_date: unknown, end: string])[] = [
  ['', '; send null for none'],
  ['2026-12-01T10:00', '; add the seconds, and add the offset: Z for UTC, or one such as +01:00'],
  ['2026-12-01T10:00:00', '; add the offset: Z for UTC, or one such as +01:00'],
  ['2026-12-01 10:00:00Z', '; put a T between date and time'],
  ['2026-13-01', '; there is no such day in the years 0001 to 9999'],
  ['2026-02-30T10:00:00Z', '; there is no such day in the years 0001 to 9999'],
  ['01.12.2026', '; write the year in four digits, then month and day, with hyphens: 2026-12-01'],
  ['12/01/2026', '; write the year in four digits, then month and day, with hyphens: 2026-12-01'],
  ['tomorrow', '; write the date in digits, not in words: 2026-12-01'],
  ['1796144400', ', not as a number of seconds or milliseconds'],
  [1796144400, ', not as a number of seconds or milliseconds'],
];

const server = await startServerWithoutDatabase(t);

async function answerTo(target: string, payload?: object) {
  const [method = '', url = ''] = target.split(' ');
  return server.request({ as: 'alice', method, url, ...(payload === undefined ? {} : { payload }) });
}

t.test('an undeclared query parameter gets the nearest name and all names', (t) =>
  testRows(t, queries, async (t, [target, detail]) => {
    const response = await answerTo(target);
    matchProblem(t, response, 400, '/problems/invalid-query');
    t.equal(response.json<{ detail: string }>().detail, detail);
  }),
);

t.test('an undeclared member, and a value of an enum, get the nearest one and all of them', (t) =>
  testRows(t, values, async (t, [target, payload, detail]) => {
    const response = await answerTo(target, payload);
    matchProblem(t, response, 422, '/problems/validation-failed');
    t.match(response.json(), { errors: [{ detail }] });
    t.equal(response.json<{ errors: unknown[] }>().errors.length, 1);
  }),
);

const dueDateRows = dueDates.map(([value, end]) => [JSON.stringify(value), value, end] as const);

t.test('a due date that is almost one gets what to send instead', (t) =>
  testRows(t, dueDateRows, async (t, [, due_date, end]) => {
    for (const [target, rest] of [
      [`POST ${tasks}`, { title: 'x' }],
      [`PUT ${tasks}/1`, {}],
      [`PATCH ${tasks}/1`, {}],
    ] as const) {
      const response = await answerTo(target, { ...rest, due_date });
      matchProblem(t, response, 422, '/problems/validation-failed');
      const { errors } = response.json<{ errors: readonly { detail: string }[] }>();
      t.strictSame(
        errors.map(({ detail }) => detail.endsWith(end)),
        [true],
        `${target}: ${errors[0]?.detail}`,
      );
    }
  }),
);
