import t from 'tap';
import { matchFaults } from '../../../support/problems.ts';
import { startServerWithoutDatabase } from '../../../support/server.ts';

const notIntegers = [
  '',
  '0x10',
  '1e1',
  '1.0',
  '1.5',
  '+1',
  '%2B1',
  '01',
  '00',
  '-0',
  '%201',
  '1%20',
  '1%0A',
  '1,0',
  '1_0',
  '１',
  '٣',
];
const notNumbers = ['abc', 'NaN', 'Infinity', 'null', 'true', '[]', '9007199254740993', '1'.repeat(400)];

const cases: readonly (readonly [query: string, ...faults: readonly string[]])[] = [
  ...['limit', 'offset'].flatMap((name) =>
    [...notIntegers, ...notNumbers].map((text) => [`${name}=${text}`, `${name} type`] as const),
  ),
  ['limit', 'limit type'],
  ['limit=0', 'limit minimum'],
  ['limit=-1', 'limit minimum'],
  ['limit=101', 'limit maximum'],
  ['offset=-1', 'offset minimum'],
  ['offset=10001', 'offset maximum'],
  ['offset=2147483647', 'offset maximum'],
  ...['', 'ALL', 'done', 'all%20', 'pending,completed', 'null', '%00'].map(
    (text) => [`status=${text}`, 'status enum'] as const,
  ),
  ...['', 'Title', '-created', 'id', 'created_at', 'title%20desc', '__proto__'].map(
    (text) => [`sort=${text}`, 'sort enum'] as const,
  ),
  [`q=${'x'.repeat(201)}`, 'q maxLength'],
  [`q=${encodeURIComponent('𝛼'.repeat(201))}`, 'q maxLength'],
  ['q=%00', 'q pattern'],
  ['q=milk%00', 'q pattern'],
  [`q=${'%00'.repeat(201)}`, 'q maxLength', 'q pattern'],
  [`cursor=${'x'.repeat(4097)}`, 'cursor maxLength'],
  [
    'status=x&sort=y&limit=0&offset=-1&q=%00',
    'status enum',
    'sort enum',
    'limit minimum',
    'offset minimum',
    'q pattern',
  ],
];

t.test('every parameter that breaks the contract is named, before the database is asked', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [query, ...faults] of cases) {
    await t.test(query.slice(0, 60), async (t) => {
      const response = await server.request({ as: 'alice', url: `/api/alice/tasks?${query}` });
      matchFaults(t, response, 'parameter', faults);
    });
  }
});

t.test('a number beyond 32 bits is one fault', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const text of ['2147483648', '9007199254740991', '-9007199254740991']) {
    const response = await server.request({ as: 'alice', url: `/api/alice/tasks?limit=${text}` });
    const { errors }: { errors: readonly { readonly parameter: string }[] } = response.json();
    t.equal(response.statusCode, 422);
    t.same(
      errors.map(({ parameter }) => parameter),
      ['limit'],
      text,
    );
  }
});
