import { sql } from 'kysely';
import type { components } from '../../../generated/contract.ts';
import { integer, statement, text, type Database, type ValueOf } from '../../database/index.ts';
import { JsonText } from '../../values/json-text.ts';
import { readPosition, today, writePosition } from './change-position.ts';
import { deletionDays } from './sweep.ts';
import { taskJson } from './task-json.ts';

type ChangePage = components['schemas']['ChangePage'];

/** A page of changes, or why there is none: deletions since then are forgotten, or there was no such position yet. */
export type ChangesResult = { readonly page: JsonText<ChangePage> } | { readonly refusal: 'gone' | 'unknown' };

interface ChangesValues {
  readonly userId: string;
  readonly since: number;
  readonly limit: number;
}

/**
 * Reads a number of changes after a position from the index, in their order. A change that a later one of the same task
 * has replaced counts and is left out: so the work of a page is bounded, and a page may be short although more follows.
 *
 * One statement sees one state: all changes up to the user's version are there, because a number is drawn and stored
 * under one lock.
 */
const changesAfter = statement(
  (db, value: ValueOf<ChangesValues>) =>
    db
      .with('page', (query) =>
        query
          .selectFrom('task_changes')
          .select(['version', 'id', 'deleted_at'])
          .where('user_id', '=', value('userId'))
          .where('version', '>', value('since'))
          .orderBy('version')
          .limit(sql<number>`${value('limit')}::int`),
      )
      .with('entries', (query) =>
        query.selectFrom('page').select([
          'version',
          sql<string | null>`case
            when deleted_at is not null then concat('{"version":', version, ',"id":', id, ',"deleted":true}')
            else (
              ${query
                .selectFrom('tasks')
                .select(
                  sql<string>`concat(
                    '{"version":', page.version, ',"id":', page.id, ',"deleted":false,"task":',
                    ${taskJson.expression}, '}'
                  )`.as('entry'),
                )
                .where('user_id', '=', value('userId'))
                .where('id', '=', sql<number>`page.id`)
                .where('version', '=', sql<number>`page.version`)}
            )
          end`.as('entry'),
        ]),
      )
      .selectNoFrom((builder) => {
        const user = builder.selectFrom('users').where('id', '=', value('userId'));
        return [
          sql<string>`coalesce((select string_agg(entry, ',' order by version) from entries), '')`.as('entries'),
          sql<number>`(select count(*) from page)`.as('count'),
          sql<number>`coalesce((select max(version) from page), 0)`.as('last'),
          builder.fn.coalesce(user.select('version'), sql<number>`0`).as('newest'),
          builder.fn.coalesce(user.select('forgotten'), sql<number>`0`).as('forgotten'),
        ];
      }),
  { entries: text, count: integer, last: integer, newest: integer, forgotten: integer },
);

/** Returns the user's changes after a position, at most `limit` of them. */
export async function listChanges(db: Database, userId: string, since: number, limit: number): Promise<ChangesResult> {
  const { version, startDay = version === 0 ? today() : undefined } = readPosition(since);
  const [row] = await db.read(changesAfter, { userId, since: version, limit });
  if (!row) throw new Error('The changes were not returned.');
  const { entries, count, last, newest, forgotten } = row;
  if (version > newest || (startDay ?? 0) > today()) return { refusal: 'unknown' };
  const isOld = startDay === undefined || startDay + deletionDays <= today();
  if (version < forgotten && isOld) return { refusal: 'gone' };
  // A page that is not full was read to the end.
  const reached = count < limit ? newest : last;
  const next = writePosition({ version: reached, startDay: reached < forgotten ? startDay : undefined });
  const hasMore = reached < newest;
  return { page: new JsonText(`{"changes":[${entries}],"since":${next},"has_more":${hasMore}}`) };
}
