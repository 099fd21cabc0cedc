import t from 'tap';
import { matchFaults } from '../../../support/problems.ts';
import { startServerWithoutDatabase } from '../../../support/server.ts';
import { post } from './posts.ts';

const cases: readonly (readonly [name: string, body: string, ...faults: readonly string[]])[] = [
  ['an array', '[]', ' type'],
  ['an array of a task', '[{"title":"x"}]', ' type'],
  ['a text', '"title"', ' type'],
  ['null', 'null', ' type'],
  ['a number', '1', ' type'],
  ['true', 'true', ' type'],
  ['very deep', '['.repeat(32768) + ']'.repeat(32768), ' type'],
  ['nothing', '{}', '/title required'],
  ['a title of another letter case', '{"Title":"x"}', '/title required', '/Title additionalProperties'],
  ['a title null', '{"title":null}', '/title type'],
  ['a title that is a number', '{"title":1}', '/title type'],
  ['a title that is a list', '{"title":["x"]}', '/title type'],
  ['a title that is an object', '{"title":{"toString":"x"}}', '/title type'],
  ...[' ', '\\n\\t', '\\u00a0', '\\u3000', '\\u2028', '\\ufeff'].map(
    (space) => [`white space ${space} alone`, `{"title":"${space.repeat(3)}"}`, '/title pattern'] as const,
  ),
  ['U+0000 in a title', '{"title":"a\\u0000b"}', '/title pattern'],
  ['a lone high surrogate', '{"title":"a\\ud800b"}', '/title pattern'],
  ['a lone low surrogate', '{"title":"\\udc00"}', '/title pattern'],
  ['a pair in the wrong order', '{"title":"\\ude00\\ud83d"}', '/title pattern'],
  ['a pair and a half', '{"title":"\\ud83d\\ude00\\ud83d"}', '/title pattern'],
  ['a title of 201', `{"title":"${'x'.repeat(201)}"}`, '/title maxLength'],
  ['a title of 201, of four bytes each', `{"title":"${'😀'.repeat(201)}"}`, '/title maxLength'],
  ['white space of 201', `{"title":"${' '.repeat(201)}"}`, '/title maxLength', '/title pattern'],
  ['a description of 1001', `{"title":"x","description":"${'😀'.repeat(1001)}"}`, '/description maxLength'],
  ['U+0000 in a description', '{"title":"x","description":"\\u0000"}', '/description pattern'],
  ['a lone surrogate in a description', '{"title":"x","description":"\\ud83d"}', '/description pattern'],
  ['a description that is a number', '{"title":"x","description":0}', '/description type'],
  ['an unknown member', '{"title":"x","colour":"red"}', '/colour additionalProperties'],
  ...[
    'id',
    'user_id',
    'completed',
    'created_at',
    'updated_at',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ].map((name) => [`the member ${name}`, `{"title":"x","${name}":null}`, `/${name} additionalProperties`] as const),
  ['a title that is inherited', '{"__proto__":{"title":"x"}}', '/title required', '/__proto__ additionalProperties'],
  ['a name that a pointer escapes', '{"title":"x","a/b~c":1}', '/a~1b~0c additionalProperties'],
  ['a name that is empty', '{"title":"x","":1}', '/ additionalProperties'],
  [
    'a fault in every member',
    '{"title":1,"description":[],"due_date":false,"completed":true,"colour":"red"}',
    '/title type',
    '/description type',
    '/due_date type',
    '/completed additionalProperties',
    '/colour additionalProperties',
  ],
];

t.test('every fault of a body is named, before the database is asked', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [name, body, ...faults] of cases) {
    await t.test(name, async (t) => {
      matchFaults(t, await post(server, body), 'pointer', faults);
    });
  }
});

t.test('an empty title is one fault, as the example of the contract has it', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await post(server, { title: '', colour: 'red' });
  matchFaults(t, response, 'pointer', ['/title minLength', '/colour additionalProperties']);
});

const names = {
  'far too many': Array.from({ length: 500 }, (_, index) => `name-${index}`),
  'very long': ['x'.repeat(60_000)],
  'long, of several bytes': ['😀'.repeat(5000)],
  'long, with an escape at the cut': [`${'x'.repeat(996)}${'/'.repeat(10)}`],
  'long, with a pair of surrogates at the cut': [`${'x'.repeat(997)}${'😀'.repeat(10)}`],
  'of control characters': ['\0\u0001\n"\\<>'],
  'with a lone surrogate': ['\ud800'],
};

for (const [name, unknown] of Object.entries(names)) {
  t.test(`names of unknown members, ${name}, are told in an answer that everyone can read`, async (t) => {
    const server = await startServerWithoutDatabase(t);
    const body = JSON.stringify({ title: 'x', ...Object.fromEntries(unknown.map((member) => [member, 1])) });
    const response = await post(server, body);
    t.equal(response.statusCode, 422);
    const { errors }: { errors: readonly { readonly pointer: string }[] } = response.json();
    t.equal(errors.length, Math.min(unknown.length, 100));
    t.ok(errors.every(({ pointer }) => pointer.length <= 1000));
    t.ok(errors.every(({ pointer }) => pointer.isWellFormed()));
  });
}
