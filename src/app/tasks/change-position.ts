/**
 * A position among a user's changes: the number of the last change that a client has seen.
 *
 * A client that begins at 0 walks over old changes. Deletions between them may be forgotten, and it needs none of them:
 * it never saw the deleted tasks. A client that stopped there long ago needs them. So the position of a first run also
 * holds the day on which the run began. Written as one number: day * 10^11 + version.
 */
export interface ChangePosition {
  readonly version: number;
  /** Days since 1970 (UTC) at which a first run began; undefined for the position of a client that has seen it all. */
  readonly startDay: number | undefined;
}

/** More than a user can ever write: 100,000 writes a second for 11 days. */
const daySize = 10 ** 11;
const dayMs = 86_400_000;

/** Returns today as the number of days since 1970 (UTC). */
export function today(now = Date.now()): number {
  return Math.floor(now / dayMs);
}

/** Reads a position. */
export function readPosition(since: number): ChangePosition {
  if (since < daySize) return { version: since, startDay: undefined };
  return { version: since % daySize, startDay: Math.floor(since / daySize) };
}

/** Writes a position. */
export function writePosition({ version, startDay = 0 }: ChangePosition): number {
  return startDay * daySize + version;
}
