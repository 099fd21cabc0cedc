/** Users who write and follow under fault, and know what they were told. */
import { pick } from '../../races/support/choice.ts';
import { listOf, type Client } from '../../races/support/client.ts';
import { Follower, pageIn } from '../../races/support/follower.ts';
import {
  createAndDelete,
  createPlainly,
  createWithKey,
  flipWithKey,
  updateIfUnchanged,
  type Recorded,
  type Writer,
} from './recorded-writes.ts';
import { Retrying } from './retrying.ts';

const writers: readonly Writer[] = [createPlainly, createWithKey, flipWithKey, updateIfUnchanged, createAndDelete];

/** The record of a writer when it stops, and how many of its attempts had no answer. */
export type Outcome = Recorded & { readonly unanswered: number };

/** Starts each kind of writer for each user. They write until the signal is aborted. */
export function startWriters(
  clients: readonly Client[],
  users: readonly string[],
  signal: AbortSignal,
): readonly Promise<Outcome>[] {
  return users.flatMap((user, place) =>
    writers.map(async (write, index) => {
      const client = new Retrying(clients, user, place + index);
      const { acknowledged, faults } = await write(client, `${user}, writer ${index}`, signal);
      return { acknowledged, faults, unanswered: client.unanswered };
    }),
  );
}

/** Follows a user's changes until the signal is aborted, and then to the end. */
export async function follow(client: Retrying, signal: AbortSignal): Promise<Follower> {
  const follower = new Follower();
  for (let isLast = false, hasMore = true; !isLast || hasMore;) {
    isLast = signal.aborted;
    const { answer } = await client.untilAnswered('GET', `/changes?since=${follower.since}&limit=100`);
    const page = pageIn(answer.body);
    follower.apply(page);
    hasMore = page.has_more;
  }
  return follower;
}

/** Reads a user's lists, one page after another, until the signal is aborted. */
export async function readLists(client: Client, user: string, signal: AbortSignal): Promise<void> {
  const queries = ['limit=20', 'sort=title&limit=20', 'sort=due_date&status=pending', 'q=writer'];
  for (let turn = 0; !signal.aborted; turn += 1) await client.send(user, 'GET', `/tasks?${pick(queries, turn)}`);
  await listOf(client, user);
}

/** The sum of a count over all writers. */
export function total(outcomes: readonly Outcome[], count: 'acknowledged' | 'unanswered'): number {
  return outcomes.reduce((sum, outcome) => sum + outcome[count], 0);
}
