import { sql } from 'kysely';
import { integer, statement, type Database, type ValueOf } from '../../database/index.ts';

/** Changes of a user between two sweeps. */
const sweepEvery = 64;
/** Rows of each kind that one sweep deletes at most. */
const rowsPerSweep = 1_000;
/** Days for which a deletion is kept among the changes. */
export const deletionDays = 30;
/** Hours for which the answer under an idempotency key is kept. */
export const keyHours = 24;

/**
 * Deletes what a user's changes have left behind: changes that a later one of the same task has replaced, deletions
 * after 30 days, and answers under idempotency keys after 24 hours.
 *
 * It locks the row of the user first, as every write does.
 */
const statementOfSweep = statement(
  (db, value: ValueOf<{ readonly userId: string }>) => {
    const limit = sql`${sql.lit(rowsPerSweep)}`;
    return db
      .with('me', (query) =>
        query.selectFrom('users').select(['compacted', 'version']).where('id', '=', value('userId')).forNoKeyUpdate(),
      )
      .with('recent', (query) =>
        query
          .selectFrom('task_changes')
          .select(['version', 'previous_version'])
          .where('user_id', '=', value('userId'))
          .where('version', '>', sql<number>`(select compacted from me)`)
          .orderBy('version')
          .limit(limit as never),
      )
      .with('replaced', (query) =>
        query
          .deleteFrom('task_changes')
          .where('user_id', '=', value('userId'))
          .where('version', 'in', query.selectFrom('recent').select('previous_version'))
          .returning('version'),
      )
      .with('forgotten', (query) =>
        query
          .deleteFrom('task_changes')
          .where('user_id', '=', value('userId'))
          .where(
            'version',
            'in',
            query
              .selectFrom('task_changes')
              .select('version')
              .where('user_id', '=', value('userId'))
              .where('deleted_at', '<', sql<string>`now() - interval '${sql.raw(String(deletionDays))} days'`)
              .orderBy('deleted_at')
              .limit(limit as never),
          )
          .returning('version'),
      )
      .with('expired', (query) =>
        query
          .deleteFrom('idempotency_keys')
          .where('user_id', '=', value('userId'))
          .where(
            'key',
            'in',
            query
              .selectFrom('idempotency_keys')
              .select('key')
              .where('user_id', '=', value('userId'))
              .where('created_at', '<', sql<string>`now() - interval '${sql.raw(String(keyHours))} hours'`)
              .limit(limit as never),
          )
          .returning('key'),
      )
      .updateTable('users')
      .set({
        compacted: sql<number>`greatest(compacted, (select max(version) from recent))`,
        forgotten: sql<number>`greatest(forgotten, (select max(version) from forgotten))`,
      })
      .where('id', '=', value('userId'))
      .returning('version');
  },
  { version: integer },
);

/** Sweeps in the background. A sweep that fails is made up for by the next one. */
export function sweep(db: Database, userId: string): void {
  db.write(statementOfSweep, { userId }).catch(() => undefined);
}

/** Sweeps once in a number of changes, so that the cost of sweeping follows the number of writes. */
export function sweepWhenDue(db: Database, userId: string, version: number): void {
  if (version % sweepEvery === 0) sweep(db, userId);
}
