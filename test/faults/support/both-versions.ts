/** The promises of two versions of the server while both serve one database. */
import type { Test } from 'tap';
import { taskIn, type Client, type Method, type Sent } from '../../races/support/client.ts';
import type { Task } from '../../../src/app/tasks/task.ts';

const user = 'both';

/** The servers, as one user's clients of them. `earlier` shows tasks without the members that are new. */
interface Versions {
  readonly earlier: User;
  readonly present: User;
}

/** A user's client of one server. */
class User {
  readonly #client: Client;

  constructor(client: Client) {
    this.#client = client;
  }

  async send(method: Method, path: string, sent: Sent = {}) {
    return this.#client.send(user, method, path, sent);
  }

  /** Sends a request that answers with a task. @throws Error if it does not */
  async task(method: Method, path: string, body?: object, headers: Sent['headers'] = {}): Promise<Task> {
    return taskIn((await this.send(method, path, { headers, ...(body ? { body } : {}) })).body);
  }

  create(body: object): Promise<Task> {
    return this.task('POST', '/tasks', body);
  }

  get({ id }: Task): Promise<Task> {
    return this.task('GET', `/tasks/${id}`);
  }

  /** Sends back what a GET gave, with changes: get, edit, put. */
  async edit(task: Task, changes: object): Promise<Task> {
    return this.task('PUT', `/tasks/${task.id}`, { ...(await this.get(task)), ...changes });
  }

  flip({ id }: Task): Promise<Task> {
    return this.task('PATCH', `/tasks/${id}/complete`);
  }
}

async function dueDates(t: Test, { earlier, present }: Versions): Promise<void> {
  const day = await present.create({ title: 'A day', due_date: '2026-12-01' });
  t.match(
    await earlier.get(day),
    { due_date: '2026-12-01T00:00:00.000000Z' },
    'a day is a time for the version before',
  );
  await earlier.edit(day, { title: 'The same day' });
  t.match(await present.get(day), { title: 'The same day', due_date: '2026-12-01' }, 'which keeps it a day');
  await earlier.edit(day, { due_date: '2026-12-01T10:00:00Z' });
  t.match(await present.get(day), { due_date: '2026-12-01T10:00:00.000000Z' }, 'and can make it a time');
  await present.edit(day, { due_date: '2026-12-02' });
  await earlier.edit(day, { due_date: null });
  t.match(await present.get(day), { due_date: null }, 'or none');
  const time = await earlier.create({ title: 'A time', due_date: '2026-12-01T00:00:00Z' });
  t.match(await present.get(time), { due_date: '2026-12-01T00:00:00.000000Z' }, 'a time stays a time');
}

async function completion(t: Test, { earlier, present }: Versions): Promise<void> {
  const task = await earlier.create({ title: 'Done' });
  t.match(await present.get(task), { completed: false, completed_at: null });
  const { updated_at } = await earlier.flip(task);
  t.match(await present.get(task), { completed: true, completed_at: updated_at }, 'completed by the version before');
  const edited = await present.edit(task, { title: 'Done and edited' });
  t.match(edited, { completed_at: updated_at }, 'an edit keeps the time');
  await earlier.edit(task, { title: 'Edited again' });
  t.match(await present.get(task), { completed_at: updated_at }, 'by either version');
  await earlier.flip(task);
  t.match(await present.get(task), { completed: false, completed_at: null }, 'made pending by the version before');
  const again = await present.flip(task);
  t.equal(again.completed_at, again.updated_at, 'completed by this version');
  t.ok((again.completed_at ?? '') > updated_at);
  await earlier.edit(task, { title: 'Edited by the version before' });
  t.match(await present.get(task), { completed_at: again.completed_at });
}

async function newMembers(t: Test, { earlier, present }: Versions): Promise<void> {
  const given = { priority: 'high', tags: ['home', 'garden'] };
  const task = await present.create({ title: 'Ordered', ...given });
  await earlier.edit(task, { title: 'Edited' });
  await earlier.flip(task);
  await earlier.task('PATCH', `/tasks/${task.id}`, { description: 'More' });
  t.match(await present.get(task), { title: 'Edited', description: 'More', completed: true, ...given });
  const plain = await earlier.create({ title: 'Plain' });
  t.match(await present.get(plain), { priority: 'none', tags: [] });
}

async function conditions(t: Test, { earlier, present }: Versions): Promise<void> {
  for (const [writer, reader] of [
    [earlier, present],
    [present, earlier],
  ] as const) {
    const { id } = await writer.create({ title: 'Tagged' });
    const [written, read] = await Promise.all([writer, reader].map((each) => each.send('GET', `/tasks/${id}`)));
    const etag = String(written?.headers.etag);
    t.equal(read?.headers.etag, etag, 'both give a task the same ETag');
    t.match(await reader.send('GET', `/tasks/${id}`, { headers: { 'if-none-match': etag } }), { status: 304 });
    t.match(await reader.send('PUT', `/tasks/${id}`, { headers: { 'if-match': etag }, body: { title: 'First' } }), {
      status: 200,
    });
    t.match(await writer.send('PUT', `/tasks/${id}`, { headers: { 'if-match': etag }, body: { title: 'Second' } }), {
      status: 412,
    });
  }
}

async function keys(t: Test, { earlier, present }: Versions): Promise<void> {
  const headers = { 'idempotency-key': 'kept by the version before' };
  const body = { title: 'Once', due_date: '2026-12-01T10:00:00Z' };
  const created = await earlier.task('POST', '/tasks', body, headers);
  t.match(await present.task('POST', '/tasks', body, headers), { ...created, completed_at: null, priority: 'none' });
  const complete = [`/tasks/${created.id}/complete`, undefined, { 'idempotency-key': 'flipped once' }] as const;
  const { updated_at } = await earlier.task('PATCH', ...complete);
  t.match(await present.task('PATCH', ...complete), { completed: true, completed_at: updated_at });

  const sent = { body: { title: 'Once too' }, headers: { 'idempotency-key': 'kept by this version' } };
  t.match(await present.send('POST', '/tasks', sent), { status: 201 });
  // It cannot show the answer, which has members that it does not know.
  t.match(await earlier.send('POST', '/tasks', sent), { status: 500 });
  const { body: found } = await present.send('GET', '/tasks?q=once+too');
  t.match(found, { length: 1 }, 'a key counts for both');
}

/** Reads a list in pages of one task, each from the other version than the page before. */
async function readInTurn({ earlier, present }: Versions, query: string): Promise<readonly number[]> {
  const ids: number[] = [];
  let next: string | undefined = `limit=1&${query}`;
  for (let turn = 0; next !== undefined; turn += 1) {
    const { status, headers, body } = await (turn % 2 === 0 ? earlier : present).send('GET', `/tasks?${next}`);
    if (status !== 200 || !Array.isArray(body)) throw new Error(`Not a list (${status}): ${JSON.stringify(body)}`);
    ids.push(...body.map((task) => taskIn(task).id));
    next = /^<[^<>?]+\?([^<>]+)>; rel="next"$/.exec(String(headers['link']))?.[1];
  }
  return ids;
}

async function pages(t: Test, versions: Versions): Promise<void> {
  for (const query of ['sort=created', 'sort=title', 'sort=due_date&status=completed', 'q=e']) {
    const whole = await versions.present.send('GET', `/tasks?limit=100&${query}`);
    const ids = Array.isArray(whole.body) ? whole.body.map((task) => taskIn(task).id) : [];
    t.ok(ids.length > 1);
    t.strictSame(await readInTurn(versions, query), ids, `${query}: a cursor of one version goes on in the other`);
  }
}

/** Checks each promise. @returns what was checked */
export async function bothVersionsAgree(t: Test, earlier: Client, present: Client): Promise<string> {
  const checks = { dueDates, completion, newMembers, conditions, keys, pages };
  const versions = { earlier: new User(earlier), present: new User(present) };
  for (const check of Object.values(checks)) await check(t, versions);
  return Object.keys(checks).join(', ');
}
