import { sql, type Expression } from 'kysely';

/** The columns of a change of a task. */
export const changeColumns = ['user_id', 'version', 'id', 'previous_version'] as const;

/** Selects the change from a CTE that returns the written task. */
export function changeOf(userId: Expression<string>) {
  return [sql<string>`${userId}::text`.as('user_id'), 'version', 'id', 'previous_version'] as const;
}

/** The columns of a deletion. */
export const deletionColumns = [...changeColumns, 'deleted_at'] as const;
