import { sql, type Kysely, type RawBuilder } from 'kysely';

/** A copy from the first migration: the text of a migration never changes. */
const folded = (column: string) => sql`translate(lower(${sql.ref(column)} collate "und-x-icu"), 'ς', 'σ')`;

/** The parts of the tables that differ before and after this migration. */
interface Shape {
  readonly userColumns: RawBuilder<unknown>;
  readonly users: RawBuilder<unknown>;
  readonly taskColumns: RawBuilder<unknown>;
  readonly tasks: RawBuilder<unknown>;
  readonly storage: RawBuilder<unknown>;
  readonly userStorage: RawBuilder<unknown>;
  readonly indexes: Readonly<Record<string, RawBuilder<unknown>>>;
}

const byCreated = sql`user_id, created_at desc, id desc`;
const byTitle = sql`title_folded collate "C", id`;
const byDueDate = sql`coalesce(due_date, 'infinity'), id`;

/** Without an index or an included column that holds `completed`, a toggle changes no index (a HOT update). */
const withVersions: Shape = {
  userColumns: sql`, version bigint not null default 0, compacted bigint not null default 0,
    forgotten bigint not null default 0`,
  users: sql`select id, email, (select count(*) from tasks where user_id = users.id), 0, 0 from users`,
  taskColumns: sql`version bigint not null default 0, previous_version bigint not null default 0,`,
  tasks: sql`row_number() over (partition by user_id order by updated_at, id), 0,`,
  storage: sql`with (fillfactor = 90)`,
  userStorage: sql`with (fillfactor = 50)`,
  indexes: {
    tasks_by_created: sql`(${byCreated}) include (due_date, title_folded, description_folded)`,
    tasks_by_title: sql`(user_id, ${byTitle})`,
    tasks_by_due_date: sql`(user_id, ${byDueDate})`,
  },
};

const withoutVersions: Shape = {
  userColumns: sql``,
  users: sql`select id, email from users`,
  taskColumns: sql``,
  tasks: sql``,
  storage: sql``,
  userStorage: sql``,
  indexes: {
    tasks_by_created: sql`(${byCreated}) include (completed, due_date, title_folded, description_folded)`,
    tasks_by_title: sql`(user_id, ${byTitle})`,
    tasks_by_due_date: sql`(user_id, ${byDueDate})`,
    tasks_by_completed_created: sql`(user_id, completed, created_at desc, id desc)`,
    tasks_by_completed_title: sql`(user_id, completed, ${byTitle})`,
    tasks_by_completed_due_date: sql`(user_id, completed, ${byDueDate})`,
  },
};

/** Refuses to replace tables that others have added to: the new ones would lack it. */
async function refuseAdditions(db: Kysely<unknown>): Promise<void> {
  await sql`
    do $$
    declare found text;
    begin
      select string_agg(what, ', ') into found from (
        select 'the trigger ' || tgname from pg_trigger
          where tgrelid in ('users'::regclass, 'tasks'::regclass) and not tgisinternal
        union all
        select 'the policy ' || polname from pg_policy where polrelid in ('users'::regclass, 'tasks'::regclass)
        union all
        select 'the publication ' || pubname from pg_publication_rel
          join pg_publication on pg_publication.oid = prpubid
          where prrelid in ('users'::regclass, 'tasks'::regclass)
      ) as additions (what);
      if found is not null then
        raise exception 'The tables users and tasks are replaced by new ones, which would lack %. %', found,
          'Drop it, migrate, and create it again.';
      end if;
    end $$`.execute(db);
}

/** Gives the rights on one table to the roles that have them on another. */
async function copyRights(db: Kysely<unknown>, from: string, to: string): Promise<void> {
  await sql`
    do $$
    declare given record;
    begin
      for given in
        select privilege_type, is_grantable, case grantee when 0 then 'public' else grantee::regrole::text end as role
        from pg_class, aclexplode(relacl) where pg_class.oid = ${sql.lit(from)}::regclass and grantee <> relowner
      loop
        execute format('grant %s on %I to %s%s', given.privilege_type, ${sql.lit(to)}, given.role,
          case when given.is_grantable then ' with grant option' else '' end);
      end loop;
    end $$`.execute(db);
}

/** Lets the roles that may store users number their changes too: a server with a role of its own goes on serving. */
async function grantNumbering(db: Kysely<unknown>): Promise<void> {
  await sql`
    do $$
    declare given record;
    begin
      for given in
        select case grantee when 0 then 'public' else grantee::regrole::text end as role
        from pg_class, aclexplode(relacl)
        where pg_class.oid = 'users_next'::regclass and grantee <> relowner and privilege_type = 'INSERT'
      loop
        execute format('grant update on users_next to %s', given.role);
      end loop;
    end $$`.execute(db);
}

/**
 * Builds the tables beside the old ones, and then switches. Until the switch, which takes milliseconds, requests can
 * read the old tables and not write them.
 */
async function rebuild(db: Kysely<unknown>, shape: Shape): Promise<void> {
  await refuseAdditions(db);
  await sql`lock table users, tasks in share row exclusive mode`.execute(db);
  await sql`
    create table users_next (
      id text not null,
      email text
      ${shape.userColumns},
      constraint users_id_length check (char_length(id) between 1 and 255)
    ) ${shape.userStorage}`.execute(db);
  await sql`insert into users_next ${shape.users}`.execute(db);
  await sql`alter table users_next add constraint users_next_pkey primary key (id)`.execute(db);
  // Columns of a fixed size first: between others, they would be padded.
  await sql`
    create table tasks_next (
      id bigint not null generated by default as identity,
      ${shape.taskColumns}
      due_date timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      completed boolean not null default false,
      user_id text not null,
      title text not null,
      description text,
      title_folded text not null generated always as (${folded('title')}) stored,
      description_folded text generated always as (
        case
          when description is null then ''
          when octet_length(user_id) + octet_length(${folded('title')}) + octet_length(${folded('description')}) <= 2600
            then ${folded('description')}
        end
      ) stored,
      constraint tasks_id_is_exact_in_json check (id between 1 and 9007199254740991),
      constraint tasks_title_length check (char_length(title) between 1 and 200),
      constraint tasks_description_length check (char_length(description) <= 1000)
    ) ${shape.storage}`.execute(db);
  await sql`
    insert into tasks_next
    select id, ${shape.tasks} due_date, created_at, updated_at, completed, user_id, title, description from tasks
  `.execute(db);
  await sql`
    select setval(pg_get_serial_sequence('tasks_next', 'id'), last_value, is_called) from tasks_id_seq`.execute(db);
  await sql`alter table tasks_next add constraint tasks_next_pkey primary key (user_id, id)`.execute(db);
  await sql`
    alter table tasks_next add constraint tasks_user_id_fkey
    foreign key (user_id) references users_next (id) on delete cascade`.execute(db);
  for (const [name, definition] of Object.entries(shape.indexes))
    await sql`create index ${sql.ref(`next_${name}`)} on tasks_next ${definition}`.execute(db);
  await copyRights(db, 'users', 'users_next');
  await copyRights(db, 'tasks', 'tasks_next');
  await sql`analyze users_next, tasks_next`.execute(db);
}

/** Puts the new tables in the place of the old ones. */
async function switchTables(db: Kysely<unknown>, shape: Shape): Promise<void> {
  await sql`drop table tasks`.execute(db);
  await sql`drop table users`.execute(db);
  await sql`alter table users_next rename to users`.execute(db);
  await sql`alter index users_next_pkey rename to users_pkey`.execute(db);
  await sql`alter table tasks_next rename to tasks`.execute(db);
  await sql`alter index tasks_next_pkey rename to tasks_pkey`.execute(db);
  await sql`alter sequence tasks_next_id_seq rename to tasks_id_seq`.execute(db);
  for (const name of Object.keys(shape.indexes))
    await sql`alter index ${sql.ref(`next_${name}`)} rename to ${sql.ref(name)}`.execute(db);
}

/**
 * Gives every write of a user a number, the version of its task, and keeps the changes in the order of their numbers.
 *
 * `users.version` is the last number. `tasks.previous_version` is the number before, whose change is out of date.
 * `users.compacted` is the number up to which such changes are deleted, and `users.forgotten` the newest deletion that
 * is no longer kept. A task that was stored by hand, or by a server of an older version, has no number: its version is
 * 0 until it is written again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await rebuild(db, withVersions);
  await grantNumbering(db);
  await sql`
    create table task_changes (
      version bigint not null,
      id bigint not null,
      previous_version bigint not null,
      deleted_at timestamptz,
      user_id text not null
    )`.execute(db);
  await sql`
    insert into task_changes (user_id, version, id, previous_version)
    select user_id, version, id, 0 from tasks_next order by user_id, version`.execute(db);
  await sql`alter table task_changes add constraint task_changes_pkey primary key (user_id, version)`.execute(db);
  await sql`create index task_deletions on task_changes (user_id, deleted_at) where deleted_at is not null`.execute(db);
  await sql`
    create table idempotency_keys (
      created_at timestamptz not null default now(),
      user_id text not null,
      key text not null,
      request text not null,
      answer text not null,
      constraint idempotency_keys_pkey primary key (user_id, key)
    )`.execute(db);
  for (const table of ['task_changes', 'idempotency_keys']) {
    await sql`
      alter table ${sql.ref(table)} add constraint ${sql.ref(`${table}_user_id_fkey`)}
      foreign key (user_id) references users_next (id) on delete cascade`.execute(db);
    await copyRights(db, 'tasks', table);
  }
  await sql`analyze task_changes`.execute(db);
  await switchTables(db, withVersions);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await rebuild(db, withoutVersions);
  await sql`drop table task_changes, idempotency_keys`.execute(db);
  await switchTables(db, withoutVersions);
}
