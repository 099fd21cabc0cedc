import { sql } from 'kysely';
import t from 'tap';
import { toUtcDateTime } from '../../src/values/date-time.ts';
import { createTestDatabase } from '../../scripts/test-run/database.ts';

const accepted: readonly (readonly [text: string, utc: string])[] = [
  ['2026-11-01T08:30:00Z', '2026-11-01T08:30:00.000000Z'],
  ['2026-11-01t08:30:00z', '2026-11-01T08:30:00.000000Z'],
  ['2026-11-01T08:30:00+00:00', '2026-11-01T08:30:00.000000Z'],
  ['2026-11-01T08:30:00-00:00', '2026-11-01T08:30:00.000000Z'],
  ['2026-12-01T18:00:00+01:00', '2026-12-01T17:00:00.000000Z'],
  ['2026-12-01T18:00:00-05:30', '2026-12-01T23:30:00.000000Z'],
  ['2026-12-31T23:59:59-00:01', '2027-01-01T00:00:59.000000Z'],
  ['2026-06-15T12:00:00+23:59', '2026-06-14T12:01:00.000000Z'],
  ['2026-06-15T12:00:00-23:59', '2026-06-16T11:59:00.000000Z'],
  ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000000Z'],
  ['2000-02-29T12:00:00Z', '2000-02-29T12:00:00.000000Z'],
  ['2024-03-01T00:30:00+01:00', '2024-02-29T23:30:00.000000Z'],
  ['2026-11-01T08:30:00.1Z', '2026-11-01T08:30:00.100000Z'],
  ['2026-11-01T08:30:00.12Z', '2026-11-01T08:30:00.120000Z'],
  ['2026-11-01T08:30:00.123Z', '2026-11-01T08:30:00.123000Z'],
  ['2026-11-01T08:30:00.1234Z', '2026-11-01T08:30:00.123400Z'],
  ['2026-11-01T08:30:00.12345Z', '2026-11-01T08:30:00.123450Z'],
  ['2026-11-01T08:30:00.999999Z', '2026-11-01T08:30:00.999999Z'],
  ['2026-11-01T08:30:00.1234567Z', '2026-11-01T08:30:00.123456Z'],
  ['2026-11-01T08:30:00.99999999Z', '2026-11-01T08:30:00.999999Z'],
  ['2026-11-26T12:45:06.123456789+01:00', '2026-11-26T11:45:06.123456Z'],
  ['9999-12-31T23:59:59.999999999Z', '9999-12-31T23:59:59.999999Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000000Z'],
  ['0001-01-01T00:00:00-23:59', '0001-01-01T23:59:00.000000Z'],
  ['0050-06-15T00:00:00Z', '0050-06-15T00:00:00.000000Z'],
  ['0096-02-29T00:00:00Z', '0096-02-29T00:00:00.000000Z'],
  ['0099-12-31T23:59:59.999999Z', '0099-12-31T23:59:59.999999Z'],
  ['0100-01-01T00:00:00+00:01', '0099-12-31T23:59:00.000000Z'],
  ['9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999Z'],
  ['9999-12-31T23:59:59+23:59', '9999-12-31T00:00:59.000000Z'],
];

const refused: readonly (readonly [name: string, text: string])[] = [
  ['a leap second', '2016-12-31T23:59:60Z'],
  ['a leap second of another zone', '2017-01-01T00:59:60+01:00'],
  ['hour 24', '2026-11-01T24:00:00Z'],
  ['minute 60', '2026-11-01T08:60:00Z'],
  ['month 0', '2026-00-01T08:30:00Z'],
  ['month 13', '2026-13-01T08:30:00Z'],
  ['day 0', '2026-11-00T08:30:00Z'],
  ['31 November', '2026-11-31T08:30:00Z'],
  ['29 February of a common year', '2026-02-29T08:30:00Z'],
  ['29 February of a century', '1900-02-29T08:30:00Z'],
  ['29 February of the first century', '0100-02-29T08:30:00Z'],
  ['year 0000', '0000-06-15T00:00:00Z'],
  ['year 0000 that is 0001 in UTC', '0000-12-31T23:30:00-01:00'],
  ['before year 0001 in UTC', '0001-01-01T00:00:00+00:01'],
  ['after year 9999 in UTC', '9999-12-31T23:59:59-00:01'],
  ['a year of five digits', '10000-01-01T00:00:00Z'],
  ['a signed year', '+2026-11-01T08:30:00Z'],
  ['offset +24:00', '2026-11-01T08:30:00+24:00'],
  ['offset +23:60', '2026-11-01T08:30:00+23:60'],
  ['no offset', '2026-11-01T08:30:00'],
  ['an offset without a colon', '2026-11-01T08:30:00+0100'],
  ['an offset of hours', '2026-11-01T08:30:00+01'],
  ['the typographical minus', '2026-11-01T08:30:00\u221201:00'],
  ['a space for T', '2026-11-01 08:30:00Z'],
  ['ten fractional digits', '2026-11-01T08:30:00.1234567890Z'],
  ['a point without digits', '2026-11-01T08:30:00.Z'],
  ['a comma', '2026-11-01T08:30:00,5Z'],
  ['no seconds', '2026-11-01T08:30Z'],
  ['a date', '2026-11-01'],
  ['white space before', ' 2026-11-01T08:30:00Z'],
  ['a line end behind', '2026-11-01T08:30:00Z\n'],
  ['digits of another script', '٢٠٢٦-11-01T08:30:00Z'],
  ['a word', 'infinity'],
  ['nothing', ''],
];

t.test('converts a date-time to UTC', async (t) => {
  for (const [text, utc] of accepted) t.equal(toUtcDateTime(text), utc, text);
});

t.test('refuses a text that is not a storable date-time', async (t) => {
  for (const [name, text] of refused) t.equal(toUtcDateTime(text), undefined, name);
});

t.test('leaves a UTC time as it is', async (t) => {
  for (const [, utc] of accepted) t.equal(toUtcDateTime(utc), utc, utc);
});

const digits = (value: number, length: number): string => String(value).padStart(length, '0');
const random = (limit: number): number => Math.floor(Math.random() * limit);

/** Makes a text that matches the grammar; about half are not a time. Postgres refuses offsets of 16 hours or more. */
function randomText(): string {
  const date = [digits(1 + random(9998), 4), digits(1 + random(12), 2), digits(1 + random(31), 2)].join('-');
  const time = [random(24), random(60), random(60)].map((part) => digits(part, 2)).join(':');
  const length = random(7);
  const fraction = length === 0 ? '' : `.${digits(random(10 ** length), length)}`;
  const offset =
    random(3) === 0 ? 'Z' : `${random(2) === 0 ? '+' : '-'}${digits(random(16), 2)}:${digits(random(60), 2)}`;
  return `${date}T${time}${fraction}${offset}`;
}

t.test('agrees with Postgres on times and on dates that do not exist', async (t) => {
  const { db, drop } = await createTestDatabase();
  t.teardown(drop);
  const texts = [
    // Postgres rounds the seventh digit.
    ...accepted.map(([text]) => text).filter((text) => !/[+-]23:|\.\d{7}/.test(text)),
    ...Array.from({ length: 400 }, randomText),
  ];
  for (const text of texts) {
    const query = sql<{ utc: string }>`
      select to_char(${text}::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as utc`;
    const read = await query.execute(db).then(
      ({ rows }) => rows[0]?.utc,
      () => undefined,
    );
    if (toUtcDateTime(text) !== read) t.equal(toUtcDateTime(text), read, text);
  }
  t.pass(`${texts.length} texts`);
});

t.test('Postgres stores and returns every accepted time unchanged', async (t) => {
  const { db, drop } = await createTestDatabase();
  t.teardown(drop);
  for (const [, utc] of accepted) {
    const { rows } = await sql<{ text: string }>`
      select to_char(${utc}::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as text`.execute(db);
    t.equal(rows[0]?.text, utc);
  }
});
