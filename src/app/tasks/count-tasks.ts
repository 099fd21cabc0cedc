import { sql } from 'kysely';
import type { components } from '../../../generated/contract.ts';
import { integer, statement, type Database, type ValueOf } from '../../database/index.ts';
import { dayStart } from '../../values/date-time.ts';
import { dayIn } from '../../values/time-zone.ts';

type Stats = components['schemas']['Stats'];

/** The last time zone on Earth in which a day ends, UTC-12. */
const lastTimeZone = 'Etc/GMT+12';

interface CountValues {
  readonly userId: string;
  /** The first moment, as a due date has it, of the day that has not ended yet. */
  readonly today: string;
}

const counting = statement(
  (db, value: ValueOf<CountValues>) => {
    const isOverdue = sql`not completed and due_date < case when due_has_time then now() else ${value('today')} end`;
    return db
      .selectFrom('tasks')
      .where('user_id', '=', value('userId'))
      .select([
        sql<number>`count(*)`.as('total'),
        sql<number>`count(*) filter (where completed)`.as('completed'),
        sql<number>`count(*) filter (where ${isOverdue})`.as('overdue'),
      ]);
  },
  { total: integer, completed: integer, overdue: integer },
);

/**
 * Counts a user's tasks by their state.
 *
 * @param timeZone decides when a day has ended: undefined for everywhere on Earth
 */
export async function countTasks(db: Database, userId: string, timeZone = lastTimeZone): Promise<Stats> {
  const today = dayStart(dayIn(timeZone, new Date()));
  // It reads every task of the user, as a search does.
  const [row] = await db.search(counting, { userId, today });
  if (!row) throw new Error('The numbers were not returned.');
  const { total, completed, overdue } = row;
  return { total, pending: total - completed, completed, overdue };
}
