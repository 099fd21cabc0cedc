import t from 'tap';
import { matchFaults, matchProblem } from '../../../support/problems.ts';
import { testRows } from '../../../support/rows.ts';
import { startServerWithoutDatabase } from '../../../support/server.ts';

/** Query texts that are a number, but not a plain decimal integer. */
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
/** Query texts that are no exact number at all. */
const notNumbers = ['abc', 'NaN', 'Infinity', 'null', 'true', '[]', '9007199254740993', '1'.repeat(400)];

/** Queries, and each of their faults. */
const queries: readonly (readonly [query: string, ...faults: readonly string[]])[] = [
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
  ['q=%00', 'q format'],
  ['q=milk%00', 'q format'],
  [`q=${'%00'.repeat(201)}`, 'q maxLength', 'q format'],
  [`cursor=${'x'.repeat(4097)}`, 'cursor maxLength'],
  [
    'status=x&sort=y&limit=0&offset=-1&q=%00',
    'status enum',
    'sort enum',
    'limit minimum',
    'offset minimum',
    'q format',
  ],
];

const server = await startServerWithoutDatabase(t);

t.test('names every parameter that breaks the contract, before it asks the database', (t) =>
  testRows(t, queries, async (t, [query, ...faults]) => {
    const response = await server.request({ as: 'alice', url: `/api/alice/tasks?${query}` });
    matchFaults(t, response, 'parameter', faults);
  }),
);

t.test('names a number beyond 32 bits once', async (t) => {
  for (const text of ['2147483648', '9007199254740991', '-9007199254740991']) {
    const response = await server.request({ as: 'alice', url: `/api/alice/tasks?limit=${text}` });
    matchProblem(t, response, 422, '/problems/validation-failed');
    const { errors }: { errors: readonly { readonly parameter: string }[] } = response.json();
    t.strictSame(
      errors.map(({ parameter }) => parameter),
      ['limit'],
      text,
    );
  }
});
