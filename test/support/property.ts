import { randomInt } from 'node:crypto';
import fc, { type IAsyncProperty } from 'fast-check';
import type { Test } from 'tap';

const variable = 'FAST_CHECK_SEED';

/**
 * The seed of all properties of a file. To repeat a run, set it: `FAST_CHECK_SEED=1 npm test --
 * test/properties/*.test.ts`.
 */
const seed = seedOf(process.env[variable]);

/** Milliseconds. On a machine that is too slow a property fails, rather than passing on fewer values than promised. */
const timeLimitMs = 90_000;

function seedOf(text: string | undefined): number {
  if (text === undefined) return randomInt(2 ** 31);
  if (/^-?\d{1,10}$/.test(text)) return Number(text);
  throw new Error(`${variable} must be an integer.`);
}

/**
 * Asserts that a property holds for this number of generated values. A failure shows the smallest counterexample found.
 */
export async function holds<Values>(t: Test, runs: number, property: IAsyncProperty<Values>): Promise<void> {
  t.comment(`${variable}=${seed}`);
  const limits = { interruptAfterTimeLimit: timeLimitMs, markInterruptAsFailure: true };
  await fc.assert(property, { seed, numRuns: runs, ...limits });
  t.pass(`${runs} runs`);
}
