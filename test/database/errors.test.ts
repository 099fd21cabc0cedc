import t from 'tap';
import { databaseProblem } from '../../src/database/errors.ts';

function coded(code: unknown, message = 'a message of Postgres'): Error {
  return Object.assign(new Error(message), { code });
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const transient: readonly (readonly [what: string, error: Error])[] = [
  ['connection_exception', coded('08000')],
  ['sqlclient_unable_to_establish_sqlconnection', coded('08001')],
  ['sqlserver_rejected_establishment_of_sqlconnection', coded('08004')],
  ['connection_failure', coded('08006')],
  ['protocol_violation', coded('08P01')],
  ['read_only_sql_transaction', coded('25006')],
  ['serialization_failure', coded('40001')],
  ['deadlock_detected', coded('40P01')],
  ['disk_full', coded('53100')],
  ['out_of_memory', coded('53200')],
  ['too_many_connections', coded('53300')],
  ['lock_not_available', coded('55P03')],
  ['query_canceled', coded('57014')],
  ['admin_shutdown', coded('57P01')],
  ['crash_shutdown', coded('57P02')],
  ['cannot_connect_now', coded('57P03')],
  ...[
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOENT',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EPIPE',
    'ETIMEDOUT',
  ].map((code) => [code, coded(code)] as const),
  ['pool exhausted', new Error('timeout exceeded when trying to connect')],
  ['slow statement', new Error('Query read timeout')],
  ['connection lost', new Error('Connection terminated')],
  ['connection lost unexpectedly', new Error('Connection terminated unexpectedly')],
  ['slow connection', new Error('Connection terminated due to connection timeout')],
  ['broken client', new Error('Client has encountered a connection error and is not queryable')],
  ['every address of a name', new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')])],
  ['one address of a name', new AggregateError([new Error('?'), coded('ECONNREFUSED')])],
];

const ours: readonly (readonly [what: string, error: unknown])[] = [
  ['not_null_violation', coded('23502')],
  ['foreign_key_violation', coded('23503')],
  ['unique_violation', coded('23505')],
  ['check_violation', coded('23514')],
  ['string_data_right_truncation', coded('22001')],
  ['numeric_value_out_of_range', coded('22003')],
  ['datetime_field_overflow', coded('22008')],
  ['character_not_in_repertoire', coded('22021')],
  ['invalid_password', coded('28P01')],
  ['syntax_error', coded('42601')],
  ['insufficient_privilege', coded('42501')],
  ['undefined_column', coded('42703')],
  ['undefined_table', coded('42P01')],
  ['feature_not_supported', coded('0A000')],
  ['internal_error', coded('XX000')],
  ['a code that is shorter', coded('0800')],
  ['a code that is longer', coded('530000')],
  ['a number for a code', coded(53300)],
  ['a file', coded('EACCES')],
  ['a transient message with another code', coded('42601', 'Connection terminated')],
  ['a bigint that JSON cannot hold', new RangeError('The bigint 9223372036854775807 cannot be held exactly.')],
  ['a fault of the code', new TypeError('undefined is not a function')],
  ['no address', new AggregateError([])],
  ['other errors', new AggregateError([coded('23505')])],
  ['no error', { code: '53300' }],
  ['a text', 'Connection terminated'],
  ['nothing', undefined],
];

t.test('translates a transient error to 503 with Retry-After, and keeps the cause for the log', async (t) => {
  for (const [what, error] of transient) {
    const known = databaseProblem(error);
    t.match(
      known?.answer,
      { problem: '/problems/service-unavailable', status: 503, headers: { 'Retry-After': Number } },
      what,
    );
    t.equal(known?.cause, error, what);
    t.notMatch(known?.message ?? '', error.message, what);
  }
});

t.test('does not translate errors that are bugs of the server', async (t) => {
  for (const [what, error] of ours) t.equal(databaseProblem(error), undefined, what);
});
