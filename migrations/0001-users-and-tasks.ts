import { sql, type Kysely } from 'kysely';

/**
 * Folds letter case by Unicode's rules, whatever the locale of the database is. Both forms of the small sigma are one
 * letter.
 */
const folded = (column: string) => sql`translate(lower(${sql.ref(column)} collate "und-x-icu"), 'ς', 'σ')`;

/** The sort key of each list order. The queries repeat these expressions, so that the indexes serve them. */
const sortKeys = {
  created: sql`created_at desc, id desc`,
  title: sql`(${folded('title')} collate "C"), id`,
  due_date: sql`coalesce(due_date, 'infinity'), id`,
};

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists pg_trgm`.execute(db);
  await sql`create extension if not exists btree_gin`.execute(db);

  await db.schema
    .createTable('users')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('email', 'text')
    .addCheckConstraint('users_id_length', sql`char_length(id) between 1 and 255`)
    .execute();

  await db.schema
    .createTable('tasks')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('id', 'bigint', (column) => column.notNull().generatedByDefaultAsIdentity())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('description', 'text')
    .addColumn('completed', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('due_date', 'timestamptz')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('tasks_pkey', ['user_id', 'id'])
    .addForeignKeyConstraint('tasks_user_id_fkey', ['user_id'], 'users', ['id'], (constraint) =>
      constraint.onDelete('cascade'),
    )
    .addCheckConstraint('tasks_id_is_exact_in_json', sql`id between 1 and 9007199254740991`)
    .addCheckConstraint('tasks_title_length', sql`char_length(title) between 1 and 200`)
    .addCheckConstraint('tasks_description_length', sql`char_length(description) <= 1000`)
    .execute();

  for (const [sort, key] of Object.entries(sortKeys)) {
    await sql`create index ${sql.ref(`tasks_by_${sort}`)} on tasks (user_id, ${key})`.execute(db);
    await sql`create index ${sql.ref(`tasks_by_completed_${sort}`)} on tasks (user_id, completed, ${key})`.execute(db);
  }
  await sql`
    create index tasks_by_text on tasks
    using gin (user_id, (${folded('title')}) gin_trgm_ops, (${folded('description')}) gin_trgm_ops)
  `.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('tasks').execute();
  await db.schema.dropTable('users').execute();
  // The extensions stay: other objects in this database may use them by now.
}
