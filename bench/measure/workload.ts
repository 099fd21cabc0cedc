import { encodeCursor } from '../../src/app/tasks/cursor.ts';
import type { ServerDescription } from '../servers.ts';
import type { LoadRequest } from './load.ts';
import { firstTaskId, heavyUser, lastTaskId, userName, words, type SeedSize } from './seed.ts';
import { bearer } from './tokens.ts';

export interface WorkContext {
  readonly size: SeedSize;
  readonly secret: string;
}

/** One kind of work. */
export interface Work {
  readonly name: string;
  readonly title: string;
  /** What may be answered: frameworks have 400 or 422 for a body that breaks its schema. */
  readonly statuses: readonly number[];
  readonly writes: boolean;
  /** The requests of all connections, in an order that is the same in every run. */
  readonly requests: (context: WorkContext, server: ServerDescription) => LoadRequest[];
}

/** Each connection gets its share of these, at least 32 different ones. */
const requestCount = 8_192;

/** A small generator of numbers below 2^32 (mulberry32), so that every server gets the same requests. */
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
type Make = (user: number, random: Random, context: WorkContext) => Omit<LoadRequest, 'headers'>;

function path(user: number, rest = ''): string {
  return `/api/${userName(user)}/tasks${rest}`;
}

function someTask(user: number, random: Random, { size }: WorkContext): string {
  return path(user, `/${firstTaskId(user, size) + random(size.tasksPerUser)}`);
}

const pointRead: Make = (user, random, context) => ({ method: 'GET', path: someTask(user, random, context) });
const list: Make = (user) => ({ method: 'GET', path: path(user, '?limit=50') });
const search: Make = (user, random) => ({
  method: 'GET',
  path: path(user, `?limit=50&q=${words[random(words.length)] ?? ''}`),
});
const create: Make = (user, random) => ({
  method: 'POST',
  path: path(user),
  body: JSON.stringify({
    title: `New: see to the ${words[random(words.length)] ?? ''}`,
    description: 'As soon as it can be done, and not without having asked for it',
    due_date: '2027-03-01T12:00:00Z',
  }),
});
const update: Make = (user, random, context) => ({
  method: 'PUT',
  path: someTask(user, random, context),
  body: JSON.stringify({
    title: `Changed: see to the ${words[random(words.length)] ?? ''}`,
    description: 'Another time',
  }),
});
const toggle: Make = (user, random, context) => ({
  method: 'PATCH',
  path: `${someTask(user, random, context)}/complete`,
});

/** Of a hundred requests: 40 point reads, 30 lists, and 10 each of what writes. */
const mixed: Make = (user, random, context) => {
  const dice = random(100);
  if (dice < 40) return pointRead(user, random, context);
  if (dice < 70) return list(user, random, context);
  if (dice < 80) return create(user, random, context);
  return dice < 90 ? update(user, random, context) : toggle(user, random, context);
};

/** A title that is too short and a description that is no text. */
const invalid: Make = (user) => ({
  method: 'POST',
  path: path(user),
  body: JSON.stringify({ title: '', description: 7 }),
});

function withHeaders(request: Omit<LoadRequest, 'headers'>, authorization: string): LoadRequest {
  const type = request.body === undefined ? undefined : { 'content-type': 'application/json' };
  return { ...request, headers: { authorization, ...type } };
}

function ofAllUsers(make: Make, secretOf = ({ secret }: WorkContext) => secret): Work['requests'] {
  return (context) => {
    const random = randomNumbers(1);
    const tokens = Array.from({ length: context.size.users }, (_, user) => bearer(userName(user), secretOf(context)));
    return Array.from({ length: requestCount }, () => {
      const user = random(tokens.length);
      return withHeaders(make(user, random, context), tokens[user] ?? '');
    });
  };
}

/** Pages about half-way through the tasks of the user who has many. */
const deepList: Work['requests'] = ({ size, secret }, { cursors }) => {
  const authorization = bearer(heavyUser, secret);
  const random = randomNumbers(1);
  const selection = { status: 'all', sort: 'created', limit: 50, offset: 0 } as const;
  return Array.from({ length: requestCount }, () => {
    const offset = size.tasksOfHeavyUser / 2 + random(1_000);
    const id = lastTaskId(size) - offset + 1;
    const cursor = encodeCursor({ key: createdAt(id), id }, selection);
    const query = cursors ? `cursor=${cursor}` : `offset=${offset}`;
    return { method: 'GET', path: `/api/${heavyUser}/tasks?limit=50&${query}`, headers: { authorization } };
  });
};

/** As `seed()` has it, with the six digits of the contract. */
function createdAt(id: number): string {
  return new Date(Date.UTC(2026, 0, 1) + id * 1_001).toISOString().replace('Z', '000Z');
}

/** All kinds of work, in the order of the report: what writes comes last. */
export const works = [
  { name: 'point-read', title: 'Point read', statuses: [200], writes: false, requests: ofAllUsers(pointRead) },
  { name: 'list', title: 'List of 50', statuses: [200], writes: false, requests: ofAllUsers(list) },
  {
    name: 'deep-list',
    title: 'List of 50 in the middle of 100,000',
    statuses: [200],
    writes: false,
    requests: deepList,
  },
  { name: 'search', title: 'Search', statuses: [200], writes: false, requests: ofAllUsers(search) },
  {
    name: 'unauthorized',
    title: '401: tokens signed with another secret',
    statuses: [401],
    writes: false,
    requests: ofAllUsers(pointRead, ({ secret }) => `not ${secret}`),
  },
  {
    name: 'invalid',
    title: '422: two faults in a body',
    statuses: [400, 422],
    writes: false,
    requests: ofAllUsers(invalid),
  },
  { name: 'create', title: 'Create', statuses: [201], writes: true, requests: ofAllUsers(create) },
  { name: 'update', title: 'Update', statuses: [200], writes: true, requests: ofAllUsers(update) },
  { name: 'toggle', title: 'Toggle', statuses: [200], writes: true, requests: ofAllUsers(toggle) },
  { name: 'mixed', title: 'A mixed day: 70 % reads', statuses: [200, 201], writes: true, requests: ofAllUsers(mixed) },
] as const satisfies readonly Work[];

export type WorkName = (typeof works)[number]['name'];
