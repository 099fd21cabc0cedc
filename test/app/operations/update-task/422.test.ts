import t from 'tap';
import { matchFaults, matchProblem } from '../../../support/problems.ts';
import { testRows } from '../../../support/rows.ts';
import { startServerWithoutDatabase } from '../../../support/server.ts';

/** Bodies that only an update may not have, or that only an update may have without a title. */
const bodies: readonly (readonly [name: string, body: string, ...faults: readonly string[]])[] = [
  ['no change', '{}', ' minProperties'],
  ['an unknown member alone', '{"colour":"red"}', '/colour additionalProperties'],
  ['a member under another letter case', '{"Title":"x"}', '/Title additionalProperties'],
  ['completed as a string', '{"completed":"true"}', '/completed type'],
  ['completed as a number', '{"completed":1}', '/completed type'],
  ['completed as null', '{"completed":null}', '/completed type'],
  ['a due date alone', '{"due_date":"2026-12"}', '/due_date pattern'],
  ['a priority in capitals', '{"priority":"HIGH"}', '/priority enum'],
  ['no priority', '{"priority":null}', '/priority enum'],
  ['tags as one text', '{"tags":"home, errands"}', '/tags type'],
  ['no tags', '{"tags":null}', '/tags type'],
  ['a tag twice', '{"tags":["a","b","a"]}', '/tags uniqueItems'],
  ['an empty tag', '{"tags":["a",""]}', '/tags/1 minLength'],
  ['a tag of white space', '{"tags":[" "]}', '/tags/0 format'],
  ['a tag of 51 characters', `{"tags":["${'é'.repeat(51)}"]}`, '/tags/0 maxLength'],
  ['21 tags', JSON.stringify({ tags: Array.from({ length: 21 }, (_, index) => `${index}`) }), '/tags maxItems'],
  [
    'a fault in every member',
    '{"title":5,"description":5,"completed":5,"priority":5,"tags":[5],"due_date":5,"colour":5}',
    ...['/colour additionalProperties', '/completed type', '/description type', '/due_date type', '/priority enum'],
    ...['/tags/0 type', '/title type'],
  ],
];

const server = await startServerWithoutDatabase(t);
const request = { as: 'alice', method: 'PUT', url: '/api/alice/tasks/1' } as const;

t.test('names every fault of an update, before it asks the database', (t) =>
  testRows(t, bodies, async (t, [, payload, ...faults]) => {
    const headers = { 'content-type': 'application/json' };
    matchFaults(t, await server.request({ ...request, headers, payload }), 'pointer', faults);
  }),
);

t.test('says which members an update may have', async (t) => {
  const { errors } = (await server.request({ ...request, payload: {} })).json<{ errors: unknown }>();
  const detail =
    'must have at least 1 member of title, description, completed, priority, tags, due_date, ' +
    'id, user_id, version, completed_at, created_at, updated_at';
  t.strictSame(errors, [{ pointer: '', detail, code: 'minProperties' }]);
});

t.test('lists the faults of the path and of the body together', async (t) => {
  const response = await server.request({ ...request, url: '/api/alice/tasks/abc', payload: { title: 5 } });
  matchProblem(t, response, 422, '/problems/validation-failed');
  t.match(response.json(), {
    errors: [
      { parameter: 'id', code: 'type' },
      { pointer: '/title', code: 'type' },
    ],
  });
});

t.test('an update names the task and the user of its path, or none', (t) =>
  testRows(
    t,
    [
      ['another id', { title: 'x', id: 2 }, '/id const'],
      ["another user's", { title: 'x', user_id: 'bob' }, '/user_id const'],
      ['both', { id: 2, user_id: 'bob' }, '/id const', '/user_id const'],
      ['an id as a text', { title: 'x', id: '1' }, '/id type'],
      ['a version that no task has', { title: 'x', version: 0 }, '/version minimum'],
      ['a time that is none', { title: 'x', created_at: 5 }, '/created_at type'],
    ],
    async (t, [, payload, ...faults]) => {
      for (const method of ['PUT', 'PATCH'] as const) {
        matchFaults(t, await server.request({ ...request, method, payload }), 'pointer', faults);
      }
    },
  ),
);
