/** Clients that overwrite one task only if nobody else has: their writes take effect one after another. */
import t from 'tap';
import type { Task } from '../../src/app/tasks/task.ts';
import { createTask, currentTask, taskIn, type Answer, type Method, type Sent, type Send } from './support/client.ts';
import { pick, randomBelow } from './support/choice.ts';
import { historyFaults, type ConditionalWrite } from './support/history.ts';
import { inParallel } from './support/in-parallel.ts';
import { startServers } from './support/servers.ts';

const clients = 8;
const writesPerClient = 100;

/** A conditional write: its request, and the members that it sets. */
type Write = (task: Task, title: string) => readonly [method: Method, after: string, sent: Sent, change: Partial<Task>];

const ifMatch = ({ version }: Task) => ({ 'if-match': `"${version}"` });

const writes: readonly Write[] = [
  (task, title) => ['PUT', '', { headers: ifMatch(task), body: { title } }, { title }],
  (task, title) => ['PATCH', '', { headers: ifMatch(task), body: { description: title } }, { description: title }],
  // As GET gave it: its version is the condition.
  (task, title) => ['PUT', '', { body: { ...task, title } }, { title }],
  (task) => ['PATCH', '/complete', { headers: ifMatch(task) }, { completed: !task.completed }],
];

async function write(send: Send, known: Task, title: string): Promise<ConditionalWrite & { readonly answer: Answer }> {
  const [method, after, request, change] = pick(writes, randomBelow(writes.length))(known, title);
  const sent = performance.now();
  const answer = await send('alice', method, `/tasks/${known.id}${after}`, request);
  const answered = performance.now();
  const isWritten = answer.status === 200;
  const task = isWritten ? taskIn(answer.body) : currentTask(answer);
  return { sent, answered, expected: known.version, change, task, isWritten, answer };
}

t.test('conditional writes of 8 clients over two processes are linearisable', async (t) => {
  const { client } = await startServers(t, 2);
  const first = await createTask(client(0), 'alice', 'shared');
  const histories = await inParallel(clients, clients, async (number) => {
    let known = first;
    const history: Awaited<ReturnType<typeof write>>[] = [];
    for (let turn = 0; turn < writesPerClient; turn += 1) {
      const done = await write(client(number).send, known, `write ${turn} of client ${number}`);
      history.push(done);
      known = done.task;
    }
    return history;
  });

  const history = histories.flat();
  for (const { answer, task } of history) {
    t.ok(answer.status === 200 || answer.status === 412);
    t.equal(answer.headers.etag, `"${task.version}"`);
  }
  t.strictSame(historyFaults(first, history), []);
  const written = history.filter(({ isWritten }) => isWritten).length;
  t.ok(written > 0 && written < history.length, 'some were written, and some came too late');
  t.comment(`${written} of ${history.length} were written`);
});

t.test('the checker finds what is not linearisable', async (t) => {
  const first: Task = {
    id: 1,
    user_id: 'alice',
    title: 'zero',
    description: null,
    completed: false,
    completed_at: null,
    priority: 'none',
    tags: [],
    due_date: null,
    version: 1,
    created_at: '2026-01-01T00:00:00.000000Z',
    updated_at: '2026-01-01T00:00:00.000000Z',
  };
  const second = { ...first, title: 'one', version: 2, updated_at: '2026-01-01T00:00:01.000000Z' };
  const third = { ...second, title: 'two', version: 3, updated_at: '2026-01-01T00:00:02.000000Z' };
  const one = { sent: 0, answered: 1, expected: 1, change: { title: 'one' }, task: second, isWritten: true };
  const two = { sent: 2, answered: 3, expected: 2, change: { title: 'two' }, task: third, isWritten: true };
  const refused = { ...two, expected: 1, sent: 4, answered: 5, isWritten: false };
  t.strictSame(historyFaults(first, [two, refused, one]), []);
  const wrong: Readonly<Record<string, readonly ConditionalWrite[]>> = {
    'two writes of one version': [one, { ...two, expected: 1 }],
    'a version twice': [one, { ...two, task: { ...third, version: 2 } }],
    'a lost update': [one, { ...two, task: { ...third, title: 'zero' } }],
    'the wrong order in time': [one, { ...two, sent: -2, answered: -1 }],
    'a refusal without a change': [one, two, { ...refused, expected: 3 }],
    'a refusal with an old task': [one, two, { ...refused, task: second }],
    'a refusal with a task of nobody': [one, two, { ...refused, task: { ...third, title: 'three' } }],
    'a refusal from the future': [one, two, { ...refused, sent: 0, answered: 1 }],
  };
  for (const [name, history] of Object.entries(wrong)) t.not(historyFaults(first, history).length, 0, name);
});
