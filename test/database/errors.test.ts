import { DatabaseError } from 'pg-protocol';
import t from 'tap';
import {
  ConnectionLostError,
  databaseProblem,
  DatabaseUnavailableError,
  OverloadedError,
  UnknownOutcomeError,
} from '../../src/database/errors.ts';

function reported(code: string | undefined): DatabaseError {
  return Object.assign(new DatabaseError('a message of Postgres', 0, 'error'), { code });
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const unavailable: readonly (readonly [what: string, error: Error])[] = [
  ['connection_exception', reported('08000')],
  ['protocol_violation', reported('08P01')],
  ['read_only_sql_transaction', reported('25006')],
  ['invalid_authorization_specification', reported('28000')],
  ['invalid_password', reported('28P01')],
  ['invalid_catalog_name', reported('3D000')],
  ['invalid_schema_name', reported('3F000')],
  ['serialization_failure', reported('40001')],
  ['deadlock_detected', reported('40P01')],
  ['insufficient_privilege', reported('42501')],
  ['undefined_column, of an older schema', reported('42703')],
  ['undefined_table, of an older schema', reported('42P01')],
  ['undefined_function, of an older schema', reported('42883')],
  ['disk_full', reported('53100')],
  ['out_of_memory', reported('53200')],
  ['too_many_connections', reported('53300')],
  ['object_not_in_prerequisite_state', reported('55000')],
  ['lock_not_available', reported('55P03')],
  ['query_canceled', reported('57014')],
  ['admin_shutdown', reported('57P01')],
  ['crash_shutdown', reported('57P02')],
  ['cannot_connect_now', reported('57P03')],
  ['database_dropped', reported('57P04')],
  ['idle_session_timeout', reported('57P05')],
  ['io_error', reported('58030')],
  ['config_file_error', reported('F0000')],
  ['data_corrupted', reported('XX001')],
  ['internal_error', reported('XX000')],
  ['no connection', new DatabaseUnavailableError('connect ECONNREFUSED')],
  ['a lost connection', new ConnectionLostError('read ECONNRESET')],
  ['an overload', new OverloadedError('1000 statements are waiting')],
  ['an unknown outcome', new UnknownOutcomeError('read ECONNRESET')],
];

const ours: readonly (readonly [what: string, error: unknown])[] = [
  ['not_null_violation', reported('23502')],
  ['foreign_key_violation', reported('23503')],
  ['unique_violation', reported('23505')],
  ['check_violation', reported('23514')],
  ['string_data_right_truncation', reported('22001')],
  ['numeric_value_out_of_range', reported('22003')],
  ['datetime_field_overflow', reported('22008')],
  ['character_not_in_repertoire', reported('22021')],
  ['syntax_error', reported('42601')],
  ['feature_not_supported', reported('0A000')],
  ['raise_exception', reported('P0001')],
  ['no code', reported(undefined)],
  ['a code that is longer', reported('42P011')],
  ['another error with such a code', Object.assign(new Error('?'), { code: '53300' })],
  ['a system error of something else', Object.assign(new Error('?'), { code: 'ECONNREFUSED' })],
  ['a bug of the code', new TypeError('undefined is not a function')],
  ['no error', { code: '53300' }],
  ['a text', 'Connection terminated'],
  ['nothing', undefined],
];

t.test('answers 503 with Retry-After when the database cannot serve, and keeps the cause for the log', async (t) => {
  for (const [what, error] of unavailable) {
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

t.test('says of a write without an answer that it may have been stored, and of nothing else', async (t) => {
  for (const [what, error] of unavailable) {
    const { detail = '' } = databaseProblem(error)?.answer ?? {};
    t.equal(detail.includes('may or may not have been stored'), error instanceof UnknownOutcomeError, what);
  }
});

t.test('does not translate errors that are bugs of the server', async (t) => {
  for (const [what, error] of ours) t.equal(databaseProblem(error), undefined, what);
});
