import { sql, type Kysely } from 'kysely';

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
        raise exception 'The tables ${sql.raw(tables.join(' and '))} are replaced by new ones, which would lack %. %',
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
