import { sql, type Expression } from 'kysely';
import { nullable, text } from './decoders.ts';
import { isMigrated } from './migrator.ts';
import type { Database } from './pool.ts';
import { statement } from './statement.ts';

/** A reason why a database that answers cannot serve. Safe to show: it names no host, role or table. */
export type DatabaseFault = 'not migrated' | 'read-only' | 'without the rights that the server needs';

/** The rights that the statements of `src/app/tasks/` need. */
const neededRights = {
  tasks: ['select', 'insert', 'update', 'delete'],
  users: ['select', 'insert'],
};

/** True for each right that the role has; NULL if the table does not exist. */
const rights: readonly Expression<boolean | null>[] = Object.entries(neededRights).flatMap(([table, kinds]) =>
  kinds.map((kind) => sql<boolean | null>`has_table_privilege(to_regclass(${sql.lit(table)}), ${sql.lit(kind)})`),
);

const findRights = statement(
  (db) => db.selectNoFrom(sql<string | null>`case when ${sql.join(rights, sql` and `)} then 'yes' end`.as('all')),
  { all: nullable(text) },
);

/** A standby, or a server that was made read-only. It runs on a connection of writes, whose state is what counts. */
const findReadOnly = statement(
  (db) => db.selectNoFrom(sql<string>`current_setting('transaction_read_only')`.as('state')),
  { state: text },
);

/** The name under which readiness waits for its turn among the users. No user has it: ids of users are not empty. */
const nobody = '';

/**
 * Finds what keeps the database from serving.
 *
 * @returns undefined if nothing does
 * @throws the error of Postgres or of the connection
 */
export async function findDatabaseFault(db: Database): Promise<DatabaseFault | undefined> {
  const [migrated, [right], [readOnly]] = await Promise.all([
    isMigrated(db),
    db.read(findRights, {}),
    db.write(findReadOnly, { userId: nobody }),
  ]);
  if (!migrated) return 'not migrated';
  if (readOnly?.state !== 'off') return 'read-only';
  return right?.all === 'yes' ? undefined : 'without the rights that the server needs';
}
