import { sql } from 'kysely';
import type { components } from '../../../generated/contract.ts';
import { statement, text, type Database, type ValueOf } from '../../database/index.ts';
import { JsonText } from '../../values/json-text.ts';

type TagCounts = components['schemas']['TagCounts'];

/** The most tags of an answer. It is `maxItems` of the contract's `TagCounts`. */
const mostTags = 1000;

const counting = statement(
  (db, value: ValueOf<{ readonly userId: string }>) => {
    const used = db
      .selectFrom('tasks')
      .where('user_id', '=', value('userId'))
      .select(sql<string>`unnest(tags)`.as('tag'));
    const counted = db
      .selectFrom(used.as('used'))
      .groupBy('tag')
      .orderBy(sql`count(*) desc`)
      .orderBy(sql`tag collate "C"`)
      .limit(sql.lit(mostTags))
      .select(sql<string>`concat('{"tag":', to_json(tag), ',"count":', count(*), '}')`.as('entry'));
    return db.selectNoFrom(sql<string>`concat('[', array_to_string(array${counted}, ','), ']')`.as('tags'));
  },
  { tags: text },
);

/** Returns the tags of a user's tasks with the number of tasks that have each, the most used first. */
export async function listTags(db: Database, userId: string): Promise<JsonText<TagCounts>> {
  // It reads every task of the user, as a search does.
  const [row] = await db.search(counting, { userId });
  if (!row) throw new Error('The tags were not returned.');
  return new JsonText(row.tags);
}
