import { setTimeout } from 'node:timers/promises';
import { admitsStored, idOf, tasksIn, type Answer, type Ask, type Method } from './client.ts';
import type { World } from './world.ts';

/** One request of the load and its answer. */
export interface Exchange {
  readonly user: string;
  readonly method: Method;
  readonly path: string;
  /** The title of a new task: no other has it. */
  readonly title: string | undefined;
  readonly answer: Answer;
}

export interface LoadOptions {
  readonly users: number;
  /** The requests of each user, in turn. Everything by default. */
  readonly kinds?: readonly Kind[];
  /** Pause of a user between an answer and the next request. */
  readonly pauseMs?: number;
}

/** A kind of request. */
export type Kind = 'create' | 'list' | 'get' | 'toggle' | 'search';

const everything: readonly Kind[] = ['create', 'list', 'get', 'toggle', 'search'];

type Sent = readonly [method: Method, path: string, title?: string];

/** Makes the next request of a user. `id` is the user's last task. */
function requestOf(kind: Kind, id: string, title: string): Sent {
  switch (kind) {
    case 'create':
      return ['POST', '', title];
    case 'list':
      return ['GET', '?limit=20'];
    case 'get':
      return ['GET', id];
    case 'toggle':
      return ['PATCH', `${id}/complete`];
    case 'search':
      return ['GET', '?q=task'];
  }
}

let loads = 0;

async function runUser(ask: Ask, user: string, options: LoadOptions, seen: Exchange[], signal: AbortSignal) {
  const { kinds = everything, pauseMs = 20 } = options;
  let id = '1';
  for (let turn = 0; !signal.aborted; turn += 1) {
    const kind = kinds[turn % kinds.length] ?? 'list';
    const [method, path, title] = requestOf(kind, id, `task ${loads} of ${user}, ${turn}`);
    const answer = await ask(user, method, path, title === undefined ? undefined : { title });
    seen.push({ user, method, path, title, answer });
    if (answer.status === 201) id = idOf(answer);
    await setTimeout(pauseMs);
  }
}

/** Sends requests of several users until it is stopped. `stop` waits for the last answers, and returns all. */
export function startLoad(
  world: Pick<World, 'ask'>,
  options: LoadOptions,
): { readonly stop: () => Promise<Exchange[]> } {
  loads += 1;
  const stopping = new AbortController();
  const seen: Exchange[] = [];
  const users = Array.from({ length: options.users }, (_, index) =>
    runUser(world.ask, `user-${index}`, options, seen, stopping.signal),
  );
  return {
    async stop() {
      stopping.abort();
      await Promise.all(users);
      return seen;
    },
  };
}

/** Runs the load for a while. */
export async function loadFor(world: Pick<World, 'ask'>, ms: number, options: LoadOptions): Promise<Exchange[]> {
  const load = startLoad(world, options);
  await setTimeout(ms);
  return load.stop();
}

/** The longest time that an answer took, in ms. */
export function slowest(exchanges: readonly Exchange[]): number {
  return Math.round(Math.max(0, ...exchanges.map(({ answer }) => answer.ms)));
}

/** Counts the answers by status, as `200: 17, 503: 4`. */
export function countStatuses(exchanges: readonly Exchange[]): string {
  const counts = new Map<number, number>();
  for (const { answer } of exchanges) counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([status, count]) => `${status}: ${count}`)
    .join(', ');
}

/** Differences of answers and stored tasks. All are 0 in a server that keeps its word. */
export interface Differences {
  /** Answered with 201, and not stored exactly once. */
  readonly lost: number;
  /** Answered with a 503 that does not admit it, and stored. */
  readonly kept: number;
}

/** Compares the new tasks of a load with what is stored. */
export async function compareStored({ query }: World, exchanges: readonly Exchange[]): Promise<Differences> {
  const rows = await query('select title, count(*)::int as n from tasks group by title');
  const stored = new Map(rows.map(({ title, n }) => [title, n]));
  const created = exchanges.filter(({ title }) => title !== undefined);
  return {
    lost: created.filter(({ title, answer }) => answer.status === 201 && stored.get(title) !== 1).length,
    kept: created.filter(({ title, answer }) => answer.status === 503 && !admitsStored(answer) && stored.has(title))
      .length,
  };
}

/** Answers to a request for one task that hold another task. */
export function misplaced(exchanges: readonly Exchange[]): readonly Exchange[] {
  return exchanges.filter(({ path, answer }) => {
    const [, id] = /^(\d+)/.exec(path) ?? [];
    return id !== undefined && answer.status === 200 && tasksIn(answer.body).some((task) => String(task['id']) !== id);
  });
}

/** Answers that hold a task of another user than the one who asked. */
export function foreign(exchanges: readonly Exchange[]): readonly Exchange[] {
  return exchanges.filter(({ user, answer }) => tasksIn(answer.body).some((task) => task['user_id'] !== user));
}
