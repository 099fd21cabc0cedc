import t from 'tap';
import { matchFaults } from '../../support/problems.ts';
import { testRows } from '../../support/rows.ts';
import { startServerWithoutDatabase } from '../../support/server.ts';
import { operationsWhere, requestOf } from './requests.ts';

/** Text that has the form of neither a day nor a date-time. */
const malformed = [
  '',
  'tomorrow',
  'infinity',
  'null',
  '2026-12',
  '2026-12-1',
  '01.12.2026',
  '12/01/2026',
  ' 2026-12-01',
  '2026-12-01\n',
  '2026-12-01T',
  '2026-12-01Z',
  '20261201',
  '２０２６-12-01',
  '17:00:00Z',
  '2026-12-01T17:00:00',
  '2026-12-01 17:00:00Z',
  '2026-12-01T17:00Z',
  '2026-12-01T17:00:00+01',
  '2026-12-01T17:00:00+0100',
  '2026-12-01T17:00:00 +01:00',
  '2026-12-01T17:00:00\u221201:00',
  '2026-12-01T17:00:00UTC',
  '2026-12-01T17:00:00Z[UTC]',
  '2026-12-01T17:00:00.Z',
  '2026-12-01T17:00:00,5Z',
  '2026-12-01T17:00:00.1234567890Z',
  '2026-12-1T17:00:00Z',
  '26-12-01T17:00:00Z',
  '+2026-12-01T17:00:00Z',
  '-0001-12-01T17:00:00Z',
  '12026-12-01T17:00:00Z',
  '2026-W49-2T17:00:00Z',
  '2026-335T17:00:00Z',
  '20261201T170000Z',
  ' 2026-12-01T17:00:00Z',
  '2026-12-01T17:00:00Z\n',
  '２０２６-12-01T17:00:00Z',
  '1796144400',
];

/** Days and date-times that do not exist, or that UTC moves out of the years 0001 to 9999. */
const impossible = [
  '0000-12-31',
  '2026-00-01',
  '2026-13-01',
  '2026-12-00',
  '2026-12-32',
  '2026-02-30',
  '2026-02-29',
  '1900-02-29',
  '0000-12-31T23:59:59Z',
  '0001-01-01T00:00:00+00:01',
  '9999-12-31T23:59:59-01:00',
  '2026-00-01T17:00:00Z',
  '2026-13-01T17:00:00Z',
  '2026-12-00T17:00:00Z',
  '2026-12-32T17:00:00Z',
  '2026-02-30T17:00:00Z',
  '2026-02-29T17:00:00Z',
  '1900-02-29T17:00:00Z',
  '2026-04-31T17:00:00Z',
  '2026-12-01T24:00:00Z',
  '2026-12-01T17:60:00Z',
  '2026-12-01T17:00:60Z',
  '2016-12-31T23:59:60Z',
  '2017-01-01T00:59:60+01:00',
  '2026-12-01T17:00:00+24:00',
  '2026-12-01T17:00:00+01:60',
  '2026-12-01T17:00:00-99:99',
];

/** Values that are not a string. */
const otherTypes = [0, 1796144400, true, [], {}, ['2026-12-01T17:00:00Z']];

const rows = [
  ...malformed.map((due_date) => [JSON.stringify(due_date), due_date, 'pattern'] as const),
  ...impossible.map((due_date) => [JSON.stringify(due_date), due_date, 'format'] as const),
  ...otherTypes.map((due_date) => [JSON.stringify(due_date), due_date, 'type'] as const),
];

const server = await startServerWithoutDatabase(t);

for (const operation of operationsWhere(({ body }) => body?.schema.properties['due_date'] !== undefined)) {
  t.test(`${operation.id} names a malformed or impossible due date as one fault`, (t) =>
    testRows(t, rows, async (t, [, due_date, code]) => {
      const response = await server.request({ ...requestOf(operation), payload: { title: 'x', due_date } });
      matchFaults(t, response, 'pointer', [`/due_date ${code}`]);
    }),
  );
}
