/** The kinds of work that servers are measured with, and their requests. */
import type { LoadRequest } from './load.ts';
import { taskId, userName, words, type SeedSize } from './seed.ts';
import { bearer } from './tokens.ts';

/** The data that requests ask for, and the secret of the tokens. */
export interface WorkContext {
  readonly size: SeedSize;
  readonly secret: string;
}

/** One kind of work. */
export interface Work {
  readonly name: string;
  readonly title: string;
  /** The expected statuses. Frameworks answer 400 or 422 to a body that breaks its schema. */
  readonly statuses: readonly number[];
  readonly writes: boolean;
  /** The requests of all connections, in an order that is the same in every run. */
  readonly requests: (context: WorkContext) => LoadRequest[];
}

/** Every connection gets its share of these: at least 32. */
const requestCount = 8_192;

/** A generator of pseudo-random numbers below 2^32 (mulberry32), so that every server gets the same requests. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

type Random = (below: number) => number;

/** Makes a request of a user, without its headers. */
type Make = (user: number, random: Random, size: SeedSize) => Omit<LoadRequest, 'headers'>;

function tasksOf(user: number, rest = ''): string {
  return `/api/${userName(user)}/tasks${rest}`;
}

function someTask(user: number, random: Random, size: SeedSize, rest = ''): string {
  return tasksOf(user, `/${taskId(size, user, random(size.tasksPerUser))}${rest}`);
}

function someWord(random: Random): string {
  return words[random(words.length)] ?? '';
}

const pointRead: Make = (user, random, size) => ({ method: 'GET', path: someTask(user, random, size) });

const list: Make = (user) => ({ method: 'GET', path: tasksOf(user, '?limit=50') });

const search: Make = (user, random) => ({ method: 'GET', path: tasksOf(user, `?limit=50&q=${someWord(random)}`) });

const create: Make = (user, random) => ({
  method: 'POST',
  path: tasksOf(user),
  body: JSON.stringify({
    title: `New: see to the ${someWord(random)}`,
    description: 'As soon as it can be done, and not without having asked for it',
    due_date: '2027-03-01T12:00:00Z',
  }),
});

const update: Make = (user, random, size) => ({
  method: 'PUT',
  path: someTask(user, random, size),
  body: JSON.stringify({ title: `Changed: see to the ${someWord(random)}`, description: 'Another time' }),
});

const toggle: Make = (user, random, size) => ({ method: 'PATCH', path: someTask(user, random, size, '/complete') });

/** 40 % point reads, 30 % lists, and 10 % each of creates, updates and toggles. */
const mixed: Make = (...args) => {
  const [, random] = args;
  const dice = random(100);
  if (dice < 40) return pointRead(...args);
  if (dice < 70) return list(...args);
  if (dice < 80) return create(...args);
  return dice < 90 ? update(...args) : toggle(...args);
};

/** An empty title, and a description that is not text. */
const invalid: Make = (user) => ({
  method: 'POST',
  path: tasksOf(user),
  body: JSON.stringify({ title: '', description: 7 }),
});

/** Spreads requests over all users, with tokens signed with the servers' secret or another. */
function ofAllUsers(make: Make, secretOf = (secret: string) => secret): Work['requests'] {
  return ({ size, secret }) => {
    const random = randomNumbers(1);
    const tokens = Array.from({ length: size.users }, (_, user) => bearer(userName(user), secretOf(secret)));
    return Array.from({ length: requestCount }, () => {
      const user = random(tokens.length);
      const request = make(user, random, size);
      const type = request.body === undefined ? undefined : { 'content-type': 'application/json' };
      return { ...request, headers: { authorization: tokens[user] ?? '', ...type } };
    });
  };
}

const reads = { statuses: [200], writes: false } as const;
const writes = { statuses: [200], writes: true } as const;

/** All kinds of work, in the order of the report. Writes come last. */
export const works = [
  { name: 'point-read', title: 'Point read', ...reads, requests: ofAllUsers(pointRead) },
  { name: 'list', title: 'List of 50', ...reads, requests: ofAllUsers(list) },
  { name: 'search', title: 'Search', ...reads, requests: ofAllUsers(search) },
  {
    name: 'unauthorized',
    title: '401: tokens signed with another secret',
    statuses: [401],
    writes: false,
    requests: ofAllUsers(pointRead, (secret) => `not ${secret}`),
  },
  {
    name: 'invalid',
    title: '422: two faults in a body',
    statuses: [400, 422],
    writes: false,
    requests: ofAllUsers(invalid),
  },
  { name: 'create', title: 'Create', statuses: [201], writes: true, requests: ofAllUsers(create) },
  { name: 'update', title: 'Update', ...writes, requests: ofAllUsers(update) },
  { name: 'toggle', title: 'Toggle', ...writes, requests: ofAllUsers(toggle) },
  {
    name: 'mixed',
    title: 'A mixed day: 70 % reads',
    statuses: [200, 201],
    writes: true,
    requests: ofAllUsers(mixed),
  },
] as const satisfies readonly Work[];

export type WorkName = (typeof works)[number]['name'];
