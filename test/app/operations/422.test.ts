import t from 'tap';
import { matchFaults, matchProblem } from '../../support/problems.ts';
import { testRows } from '../../support/rows.ts';
import { startServerWithoutDatabase } from '../../support/server.ts';
import { operationsWhere, requestOf } from './requests.ts';

/** Task ids as they stand in the path, and the keyword each breaks. test/app/task-ids.test.ts has more of them. */
const ids = [
  ['0', 'minimum'],
  ['abc', 'type'],
  ['*', 'type'],
  ['1e1', 'type'],
  ['1,2', 'type'],
  ['1%2F2', 'type'],
  ['9007199254740992', 'type'],
] as const;

type BodyRow = readonly [name: string, body: string, ...faults: readonly string[]];

/** JSON values that no title has, by the keyword each breaks. */
const titles = {
  type: ['null', '1', '["x"]', '{"toString":"x"}'],
  minLength: ['""'],
  maxLength: [`"${'x'.repeat(201)}"`, `"${'😀'.repeat(201)}"`],
  format: [
    // White space alone.
    ...['"   "', '"\\n\\t"', '"\\u00a0"', '"\\u3000"', '"\\u2028"', '"\\u0085"', '"\\ufeff"', '" \\t\\u3000\\u00a0"'],
    '"a\\u0000b"',
    // Lone surrogates: high, low, in the wrong order, and after a pair.
    ...['"a\\ud800b"', '"a\\ud83d"', '"\\udc00"', '"\\ude00\\ud83d"', '"\\ud83d\\ude00\\ud83d"'],
  ],
};

/** JSON values that no description has, by the keyword each breaks. */
const descriptions = {
  type: ['0', '["x"]'],
  maxLength: [`"${'x'.repeat(1001)}"`, `"${'😀'.repeat(1001)}"`],
  format: ['"\\u0000"', '"\\ud83d"'],
};

/** Members of a task that only the server sets. An update may carry them, and a new task may not. */
const serversNames = ['id', 'user_id', 'version', 'created_at', 'updated_at'];

const unknownNames = [...['colour', ''], ...['__proto__', 'constructor', 'toString', 'hasOwnProperty']];

function valueRows(name: string, bodyOf: (value: string) => string, values: Readonly<Record<string, string[]>>) {
  return Object.entries(values).flatMap(([code, listed]) =>
    listed.map((value): BodyRow => [`${name} ${value}`, bodyOf(value), `/${name} ${code}`]),
  );
}

/** Bodies that neither a new task nor an update may have, and each of their faults. */
const bodies: readonly BodyRow[] = [
  ...['[]', '[{"title":"x"}]', '"title"', 'null', '1', 'true', '['.repeat(32768) + ']'.repeat(32768)].map(
    (body): BodyRow => [body, body, ' type'],
  ),
  ...valueRows('title', (value) => `{"title":${value}}`, titles),
  ...valueRows('description', (value) => `{"title":"x","description":${value}}`, descriptions),
  ...unknownNames.map((name): BodyRow => {
    return [`the member "${name}"`, `{"title":"x","${name}":null}`, `/${name} additionalProperties`];
  }),
  ['a name that a JSON pointer escapes', '{"title":"x","a/b~c":1}', '/a~1b~0c additionalProperties'],
  [
    'several unknown members',
    '{"title":"x","__proto__":{},"constructor":{}}',
    ...['/__proto__ additionalProperties', '/constructor additionalProperties'],
  ],
  ['a title of 201 spaces', `{"title":"${' '.repeat(201)}"}`, '/title maxLength', '/title format'],
  ['an empty title and an unknown member', '{"title":"","a":1}', '/title minLength', '/a additionalProperties'],
];

/** Names of unknown members, which the answer must repeat in bounded, well-formed text. */
const names = [
  ['500 names', Array.from({ length: 500 }, (_, index) => `name-${index}`)],
  ['1,000 names', Array.from({ length: 1000 }, (_, index) => `member${index}`)],
  ['a name of 60,000 characters', ['x'.repeat(60_000)]],
  ['a long name of four-byte characters', ['😀'.repeat(5000)]],
  ['a long name with an escape where it is cut', [`${'x'.repeat(996)}${'/'.repeat(10)}`]],
  ['a long name with a surrogate pair where it is cut', [`${'x'.repeat(997)}${'😀'.repeat(10)}`]],
  ['a name of control characters', ['\0\u0001\n"\\<>']],
  ['a lone surrogate', ['\ud800']],
] as const;

const server = await startServerWithoutDatabase(t);
const headers = { 'content-type': 'application/json' };

for (const operation of operationsWhere(({ parameters }) => parameters.some(({ name }) => name === 'id'))) {
  t.test(`${operation.id} names an id that is not one`, (t) =>
    testRows(t, ids, async (t, [id, code]) => {
      matchFaults(t, await server.request(requestOf(operation, { id })), 'parameter', [`id ${code}`]);
    }),
  );
}

for (const operation of operationsWhere(({ body }) => 'title' in (body?.schema.properties ?? {}))) {
  const request = { ...requestOf(operation), headers };

  t.test(`${operation.id} names every fault of a body, before it asks the database`, (t) =>
    testRows(t, bodies, async (t, [, payload, ...faults]) => {
      matchFaults(t, await server.request({ ...request, payload }), 'pointer', faults);
    }),
  );

  t.test(`${operation.id} lists at most 100 faults, and cuts long names`, (t) =>
    testRows(t, names, async (t, [, unknown]) => {
      const members = Object.fromEntries(unknown.map((name) => [name, 1]));
      const response = await server.request({ ...request, payload: { title: 'x', ...members } });
      matchProblem(t, response, 422, '/problems/validation-failed');
      const { errors }: { errors: readonly { readonly pointer: string }[] } = response.json();
      t.equal(errors.length, Math.min(unknown.length, 100));
      t.ok(errors.every(({ pointer }) => pointer.length <= 1000));
      t.ok(errors.every(({ pointer }) => pointer.isWellFormed()));
    }),
  );
}

t.test('createTask refuses the members that only the server sets', (t) =>
  testRows(
    t,
    serversNames.map((name) => [name] as const),
    async (t, [name]) => {
      const payload = { title: 'x', [name]: 1 };
      const response = await server.request({ as: 'alice', method: 'POST', url: '/api/alice/tasks', payload });
      matchFaults(t, response, 'pointer', [`/${name} additionalProperties`]);
    },
  ),
);
