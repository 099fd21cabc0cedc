import t from 'tap';
import { matchProblem } from '../../../support/problems.ts';
import { startServerWithoutDatabase } from '../../../support/server.ts';

interface Errors {
  readonly errors: readonly { readonly pointer?: string; readonly parameter?: string; readonly code: string }[];
}

/** A body, and where which keyword is broken. */
const bodies: Record<string, readonly [body: string, ...faults: string[]]> = {
  'nothing to change': ['{}', ' minProperties'],
  'no object: null': ['null', ' type'],
  'no object: an array': ['[{"title":"x"}]', ' type'],
  'no object: a text': ['"title"', ' type'],
  'no object: a number': ['1', ' type'],
  'a member that does not exist': ['{"colour":"red"}', '/colour additionalProperties'],
  'a member in another case': ['{"Title":"x"}', '/Title additionalProperties'],
  'the id': ['{"id":2}', '/id additionalProperties'],
  'the user': ['{"user_id":"bob"}', '/user_id additionalProperties'],
  created_at: ['{"created_at":"2026-11-01T08:30:00.000000Z"}', '/created_at additionalProperties'],
  updated_at: ['{"updated_at":"2026-11-01T08:30:00.000000Z"}', '/updated_at additionalProperties'],
  'names of every object': [
    '{"__proto__":{},"constructor":{}}',
    '/__proto__ additionalProperties',
    '/constructor additionalProperties',
  ],
  'a name that a pointer escapes': ['{"a/b~c":1}', '/a~1b~0c additionalProperties'],
  'a title that is no text': ['{"title":5}', '/title type'],
  'a title that is null': ['{"title":null}', '/title type'],
  'a title of white space': ['{"title":" \\t\\u3000\\u00a0"}', '/title pattern'],
  'a title that is too long': [JSON.stringify({ title: 'x'.repeat(201) }), '/title maxLength'],
  'a title that is too long in code points': [JSON.stringify({ title: '🐟'.repeat(201) }), '/title maxLength'],
  'a title with U+0000': ['{"title":"a\\u0000"}', '/title pattern'],
  'a title with a lone surrogate': ['{"title":"a\\ud83d"}', '/title pattern'],
  'a description that is no text': ['{"description":["x"]}', '/description type'],
  'a description that is too long': [JSON.stringify({ description: 'x'.repeat(1001) }), '/description maxLength'],
  'a description with U+0000': ['{"description":"\\u0000"}', '/description pattern'],
  'completed as a text': ['{"completed":"true"}', '/completed type'],
  'completed as a number': ['{"completed":1}', '/completed type'],
  'completed as null': ['{"completed":null}', '/completed type'],
  'a due date that is no text': ['{"due_date":1764608400}', '/due_date type'],
  'a due date that does not exist': ['{"due_date":"2026-02-29T00:00:00Z"}', '/due_date format'],
  'a due date on a leap second': ['{"due_date":"2016-12-31T23:59:60Z"}', '/due_date format'],
  'a due date before the year 1 in UTC': ['{"due_date":"0001-01-01T00:00:00+01:00"}', '/due_date format'],
  'every fault at once': [
    '{"title":5,"description":5,"completed":5,"due_date":5,"colour":5}',
    '/colour additionalProperties',
    '/completed type',
    '/description type',
    '/due_date type',
    '/title type',
  ],
};

t.test('a body that breaks the schema', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const headers = { 'content-type': 'application/json' };
  for (const [what, [payload, ...faults]] of Object.entries(bodies)) {
    t.test(what, async (t) => {
      const request = { as: 'alice', method: 'PUT', url: '/api/alice/tasks/1' } as const;
      const response = await server.request({ ...request, headers, payload });
      matchProblem(t, response, 422, '/problems/validation-failed');
      const { errors } = response.json<Errors>();
      t.strictSame(errors.map(({ pointer, code }) => `${pointer ?? '?'} ${code}`).sort(), faults);
    });
  }
});

t.test('an empty title, and a due date in another form, are named', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const payload of [
    { title: '' },
    { due_date: '2026-12-01' },
    { due_date: '2026-12-01 18:00:00Z' },
    { due_date: '' },
  ]) {
    const response = await server.request({ as: 'alice', method: 'PUT', url: '/api/alice/tasks/1', payload });
    matchProblem(t, response, 422, '/problems/validation-failed');
    const pointers = response.json<Errors>().errors.map(({ pointer }) => pointer);
    t.strictSame(
      [...new Set(pointers)],
      Object.keys(payload).map((name) => `/${name}`),
    );
  }
});

t.test('faults of the path and of the body are told together', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({
    as: 'alice',
    method: 'PUT',
    url: '/api/alice/tasks/abc',
    payload: { title: 5 },
  });
  matchProblem(t, response, 422, '/problems/validation-failed');
  t.match(response.json(), {
    errors: [
      { parameter: 'id', code: 'type' },
      { pointer: '/title', code: 'type' },
    ],
  });
});

t.test('a thousand unknown members are a hundred faults at most', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const payload = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`member${index}`, index]));
  const response = await server.request({ as: 'alice', method: 'PUT', url: '/api/alice/tasks/1', payload });
  matchProblem(t, response, 422, '/problems/validation-failed');
  t.equal(response.json<Errors>().errors.length, 100);
});
