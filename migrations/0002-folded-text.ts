import { sql, type Kysely } from 'kysely';

/** As in the first migration, whose text never changes. */
const folded = (column: string) => sql`translate(lower(${sql.ref(column)} collate "und-x-icu"), 'ς', 'σ')`;

/** The two sorts by title. */
const titleIndexes = { tasks_by_title: sql`user_id`, tasks_by_completed_title: sql`user_id, completed` };

/**
 * Keeps the folded texts beside the texts, and in the index of a user's tasks: a search reads that index alone. The index of trigrams goes, whose
 * cost grew with the tasks of all users.
 *
 * An entry of a B-tree holds 2,704 bytes. A description that does not fit in with the user and the title is null here, and its task looked at
 * itself; '' stands for none.
 *
 * The table is rewritten, and locked meanwhile.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index tasks_by_text, tasks_by_created, tasks_by_title, tasks_by_completed_title`.execute(db);
  await sql`
    alter table tasks
    add title_folded text not null generated always as (${folded('title')}) stored,
    add description_folded text generated always as (
      case
        when description is null then ''
        when octet_length(user_id) + octet_length(${folded('title')}) + octet_length(${folded('description')}) <= 2600
          then ${folded('description')}
      end
    ) stored
  `.execute(db);
  await sql`
    create index tasks_by_created on tasks (user_id, created_at desc, id desc)
    include (completed, due_date, title_folded, description_folded)
  `.execute(db);
  for (const [name, columns] of Object.entries(titleIndexes))
    await sql`create index ${sql.ref(name)} on tasks (${columns}, title_folded collate "C", id)`.execute(db);
  await sql`analyze tasks`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index tasks_by_created, tasks_by_title, tasks_by_completed_title`.execute(db);
  await sql`alter table tasks drop title_folded, drop description_folded`.execute(db);
  await sql`create index tasks_by_created on tasks (user_id, created_at desc, id desc)`.execute(db);
  for (const [name, columns] of Object.entries(titleIndexes))
    await sql`create index ${sql.ref(name)} on tasks (${columns}, (${folded('title')} collate "C"), id)`.execute(db);
  await sql`
    create index tasks_by_text on tasks
    using gin (user_id, (${folded('title')}) gin_trgm_ops, (${folded('description')}) gin_trgm_ops)
  `.execute(db);
}
