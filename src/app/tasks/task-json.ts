import { sql } from 'kysely';

/** A time as the contract shows it, whatever the session's time zone and date style are. */
function utc(column: 'due_date' | 'created_at' | 'updated_at') {
  return sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/**
 * A row as the resource, in the contract's order. Postgres writes the JSON, and nothing here writes it again: that is the larger half of what a
 * list would cost.
 */
export const taskJson = sql<string>`concat(
  '{"id":', id,
  ',"user_id":', to_json(user_id),
  ',"title":', to_json(title),
  ',"description":', coalesce(to_json(description), 'null'),
  ',"completed":', to_json(completed),
  ',"due_date":', coalesce(to_json(${utc('due_date')}), 'null'),
  ',"created_at":"', ${utc('created_at')},
  '","updated_at":"', ${utc('updated_at')},
  '"}'
)`.as('task');
