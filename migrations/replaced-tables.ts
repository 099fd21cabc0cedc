/** Steps of the migrations that build tables beside the old ones, and then switch. The new ones end in `_next`. */
import { sql, type Kysely, type RawBuilder } from 'kysely';

/** The definitions of indexes by name. */
export type Indexes = Readonly<Record<string, RawBuilder<unknown>>>;

/** Refuses to replace tables that others have added to: the new ones would lack it. */
export async function refuseAdditions(db: Kysely<unknown>, tables: readonly string[]): Promise<void> {
  const oids = sql.join(tables.map((table) => sql`${sql.lit(table)}::regclass`));
  await sql`
    do $$
    declare found text;
    begin
      select string_agg(what, ', ') into found from (
        select 'the trigger ' || tgname from pg_trigger where tgrelid in (${oids}) and not tgisinternal
        union all
        select 'the policy ' || polname from pg_policy where polrelid in (${oids})
        union all
        select 'the publication ' || pubname from pg_publication_rel
          join pg_publication on pg_publication.oid = prpubid
          where prrelid in (${oids})
      ) as additions (what);
      if found is not null then
        raise exception 'Migrating replaces ${sql.raw(tables.join(' and '))}, and the new tables would lack %. %',
          found, 'Drop it, migrate, and create it again.';
      end if;
    end $$`.execute(db);
}

/** Gives the rights on one table to the roles that have them on another. */
export async function copyRights(db: Kysely<unknown>, from: string, to: string): Promise<void> {
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

/** Goes on with the ids of `tasks` in `tasks_next`, and gives it its keys and indexes. */
export async function addKeysAndIndexes(
  db: Kysely<unknown>,
  users: 'users' | 'users_next',
  indexes: Indexes,
): Promise<void> {
  await sql`
    select setval(pg_get_serial_sequence('tasks_next', 'id'), last_value, is_called) from tasks_id_seq`.execute(db);
  await sql`alter table tasks_next add constraint tasks_next_pkey primary key (user_id, id)`.execute(db);
  await sql`
    alter table tasks_next add constraint tasks_user_id_fkey
    foreign key (user_id) references ${sql.ref(users)} (id) on delete cascade`.execute(db);
  for (const [name, definition] of Object.entries(indexes))
    await sql`create index ${sql.ref(`next_${name}`)} on tasks_next ${definition}`.execute(db);
}

/** Gives `tasks_next` and its parts the names of `tasks`, which must be gone. */
export async function nameTasks(db: Kysely<unknown>, indexes: Indexes): Promise<void> {
  await sql`alter table tasks_next rename to tasks`.execute(db);
  await sql`alter index tasks_next_pkey rename to tasks_pkey`.execute(db);
  await sql`alter sequence tasks_next_id_seq rename to tasks_id_seq`.execute(db);
  for (const name of Object.keys(indexes))
    await sql`alter index ${sql.ref(`next_${name}`)} rename to ${sql.ref(name)}`.execute(db);
}
