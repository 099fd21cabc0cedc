import { sql, type SqlBool } from 'kysely';

/**
 * Draws the next number of a user. The row of the user stays locked until the write is stored, so a smaller number is
 * never seen after a larger one.
 *
 * A statement draws in its CTE `drawn`, and only then locks a task: in the other order, two statements could wait for
 * each other.
 */
export const nextVersion = { version: sql<number>`users.version + 1` };

/** The number that the CTE `drawn` has drawn. */
export const drawnVersion = sql<number>`(select version from drawn)`;

/** True if the CTE `drawn` has drawn a number. */
export const hasDrawn = sql<SqlBool>`exists (select from drawn)`;
