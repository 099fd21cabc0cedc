import type { Test } from 'tap';

/** A named case of a table, and its values. */
type Row = readonly [name: string, ...values: unknown[]];

/**
 * Runs a subtest for every row of a table, one after another.
 *
 * @throws for an empty table: a test without a case must not pass
 */
export async function testRows<const Rows extends readonly Row[]>(
  t: Test,
  rows: Rows,
  run: (t: Test, row: Rows[number]) => Promise<void> | void,
): Promise<void> {
  if (rows.length === 0) throw new Error('The table has no rows.');
  for (const row of rows) await t.test(row[0].slice(0, 80), async (t) => run(t, row));
}
