import { sql } from 'kysely';
import { text } from '../../src/database/decoders.ts';
import { statement, type ValueOf } from '../../src/database/statement.ts';

/** Takes this many seconds. */
export const sleep = statement(
  (db, value: ValueOf<{ readonly seconds: number }>) =>
    db.selectNoFrom(sql<string>`pg_sleep(${value('seconds')}::float)::text`.as('slept')),
  { slept: text },
);

/** Resolves to the error of a promise that is expected to reject. @throws Error if it resolves */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => {
      throw new Error('It was expected to fail.');
    },
    (error: unknown) => error,
  );
}
