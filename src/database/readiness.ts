import { sql, type Expression } from 'kysely';
import type { DB } from '../../generated/database.ts';
import { nullable, text } from './decoders.ts';
import { isMigrated } from './migrator.ts';
import type { Database } from './pool.ts';
import { statement } from './statement.ts';

/** A reason why a database that answers cannot serve. Safe to show: it names no host, role or table. */
export type DatabaseFault =
  | 'not migrated'
  | 'read-only'
  | 'without the columns that the server needs'
  | 'without the rights that the server needs';

/** The rights that the statements of `src/app/tasks/` need. */
const neededRights = {
  tasks: ['select', 'insert', 'update', 'delete'],
  users: ['select', 'insert', 'update'],
  task_changes: ['select', 'insert', 'delete'],
  idempotency_keys: ['select', 'insert', 'delete'],
};

/** Names a table with its schema, as a text that `to_regclass` reads. */
function tableIn(schema: string, table: string): Expression<unknown> {
  return sql`to_regclass(${sql.lit(`"${schema}"."${table}"`)})`;
}

/** True for each right that the role has; NULL if the table does not exist. */
function rightsIn(schema: string): readonly Expression<boolean | null>[] {
  return Object.entries(neededRights).flatMap(([table, kinds]) =>
    kinds.map((kind) => sql<boolean | null>`has_table_privilege(${tableIn(schema, table)}, ${sql.lit(kind)})`),
  );
}

/** Every column of the tables, as the last migration leaves them. */
const neededColumns = {
  users: { id: true, email: true, version: true, compacted: true, forgotten: true },
  tasks: {
    id: true,
    user_id: true,
    title: true,
    description: true,
    completed: true,
    completed_at: true,
    priority: true,
    tags: true,
    due_date: true,
    due_day: true,
    due_has_time: true,
    version: true,
    previous_version: true,
    created_at: true,
    updated_at: true,
    title_folded: true,
    description_folded: true,
  },
  task_changes: { user_id: true, version: true, id: true, previous_version: true, deleted_at: true },
  idempotency_keys: { user_id: true, key: true, request: true, answer: true, created_at: true },
} satisfies { readonly [Table in keyof DB]: Readonly<Record<keyof DB[Table], true>> };

/** True if every column is there. */
function hasColumnsIn(schema: string): Expression<boolean> {
  const columns = Object.entries(neededColumns).flatMap(([table, names]) =>
    Object.keys(names).map((name) => sql`(${tableIn(schema, table)}, ${sql.lit(name)})`),
  );
  return sql<boolean>`(
    select count(*) = ${sql.lit(columns.length)} from pg_attribute
    where (attrelid, attname) in (${sql.join(columns)}) and not attisdropped
  )`;
}

const findColumnsAndRights = statement(
  (db, _value, schema) =>
    db.selectNoFrom([
      sql<string>`${hasColumnsIn(schema)}::text`.as('columns'),
      sql<string | null>`(${sql.join(rightsIn(schema), sql` and `)})::text`.as('rights'),
    ]),
  { columns: text, rights: nullable(text) },
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
  const [migrated, [has], [readOnly]] = await Promise.all([
    isMigrated(db),
    db.read(findColumnsAndRights, {}),
    db.write(findReadOnly, { userId: nobody }),
  ]);
  if (!migrated) return 'not migrated';
  if (readOnly?.state !== 'off') return 'read-only';
  if (has?.columns !== 'true') return 'without the columns that the server needs';
  return has.rights === 'true' ? undefined : 'without the rights that the server needs';
}
