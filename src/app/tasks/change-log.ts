import { sql, type Expression } from 'kysely';

/** The columns of a change of a task. */
export const changeColumns = ['user_id', 'version', 'id', 'previous_version'] as const;

/** Selects the change from a CTE that returns the written task. */
export function changeOf(userId: Expression<string>) {
  return [sql<string>`${userId}::text`.as('user_id'), 'version', 'id', 'previous_version'] as const;
}

/** The columns of a deletion. */
export const deletionColumns = ['user_id', 'id', 'previous_version', 'deleted_at', 'version'] as const;

/** Selects all columns of a deletion but its version from the CTE `gone`, which returns the deleted task. */
export function deletionOf(userId: Expression<string>) {
  return [
    sql<string>`${userId}::text`.as('user_id'),
    'gone.id',
    'gone.version as previous_version',
    sql<string>`now()`.as('deleted_at'),
  ] as const;
}
