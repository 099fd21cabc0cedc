import { sql } from 'kysely';
import { integer, statement, text, type Database, type ValueOf } from '../../database/index.ts';

/** Changes of a user between two sweeps. */
const sweepEvery = 64;
/** Rows of each kind that one sweep deletes at most. */
const rowsPerSweep = 1_000;
/** Days for which a deletion is kept among the changes. */
export const deletionDays = 30;
/** Hours for which the answer under an idempotency key is kept. */
export const keyHours = 24;

interface SweepValues {
  readonly userId: string;
}

/** Deletes changes that a later one of the same task has replaced. Locks the row of the user first, as a write does. */
const compact = statement(
  (db, value: ValueOf<SweepValues>) =>
    db
      .with('me', (query) =>
        query.selectFrom('users').select('compacted').where('id', '=', value('userId')).forNoKeyUpdate(),
      )
      .with('recent', (query) =>
        query
          .selectFrom('task_changes')
          .select(['version', 'previous_version'])
          .where('user_id', '=', value('userId'))
          .where('version', '>', sql<number>`(select compacted from me)`)
          .orderBy('version')
          .limit(rowsPerSweep),
      )
      .with('replaced', (query) =>
        query
          .deleteFrom('task_changes')
          .where('user_id', '=', value('userId'))
          .where('version', 'in', query.selectFrom('recent').select('previous_version'))
          .returning('version'),
      )
      .updateTable('users')
      .set({ compacted: sql<number>`greatest(compacted, (select max(version) from recent))` })
      .where('id', '=', value('userId'))
      .returning('version'),
  { version: integer },
);

/** Deletes deletions after 30 days. Locks the row of the user first, as a write does. */
const forget = statement(
  (db, value: ValueOf<SweepValues>) =>
    db
      .with('me', (query) => query.selectFrom('users').select('id').where('id', '=', value('userId')).forNoKeyUpdate())
      .with('gone', (query) =>
        query
          .deleteFrom('task_changes')
          .where('user_id', '=', sql<string>`(select id from me)`)
          .where((builder) =>
            builder(
              'version',
              'in',
              builder
                .selectFrom('task_changes')
                .select('version')
                .where('user_id', '=', value('userId'))
                .where('deleted_at', '<', sql<string>`now() - interval '${sql.raw(String(deletionDays))} days'`)
                .orderBy('deleted_at')
                .limit(rowsPerSweep),
            ),
          )
          .returning('version'),
      )
      .updateTable('users')
      .set({ forgotten: sql<number>`greatest(forgotten, (select max(version) from gone))` })
      .where('id', '=', value('userId'))
      .returning('version'),
  { version: integer },
);

/** Deletes answers under idempotency keys after 24 hours. */
const expire = statement(
  (db, value: ValueOf<SweepValues>) =>
    db
      .deleteFrom('idempotency_keys')
      .where('user_id', '=', value('userId'))
      .where((builder) =>
        builder(
          'key',
          'in',
          builder
            .selectFrom('idempotency_keys as kept')
            .select('kept.key')
            .where('kept.user_id', '=', value('userId'))
            .where('kept.created_at', '<', sql<string>`now() - interval '${sql.raw(String(keyHours))} hours'`)
            .limit(rowsPerSweep),
        ),
      )
      .returning('key'),
  { key: text },
);

/**
 * Deletes in the background what a user's writes have left behind. A sweep that fails is made up for by the next one.
 */
export function sweep(db: Database, userId: string): void {
  for (const run of [db.write(compact, { userId }), db.write(forget, { userId }), db.write(expire, { userId })]) {
    run.catch(() => undefined);
  }
}

/** Sweeps once in a number of changes, so that the cost of sweeping follows the number of writes. */
export function sweepWhenDue(db: Database, userId: string, version: number): void {
  if (version % sweepEvery === 0) sweep(db, userId);
}
