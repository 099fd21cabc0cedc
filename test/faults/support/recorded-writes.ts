import type { Task } from '../../../src/app/tasks/task.ts';
import { currentTask, taskIn, type Answer } from '../../races/support/client.ts';
import { withKey, type Retrying } from './retrying.ts';

/** A task as the database stores it. */
export type Stored = Pick<Task, 'id' | 'title' | 'completed' | 'version'>;

/** The writes of a client, as it knows them when it stops. */
export interface Recorded {
  /** Writes whose answer it got. */
  readonly acknowledged: number;
  /** Compares what it knows with all stored tasks. */
  readonly faults: (stored: readonly Stored[]) => readonly string[];
}

/** Writes until the signal is aborted. `name` is unique among all clients. */
export type Writer = (client: Retrying, name: string, signal: AbortSignal) => Promise<Recorded>;

function expectStatus(answer: Answer, ...statuses: readonly number[]): void {
  if (!statuses.includes(answer.status)) {
    throw new Error(`Answered with ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
}

async function createOnce(client: Retrying, title: string): Promise<Task> {
  const { answer } = await client.untilAnswered('POST', '/tasks', withKey({ title }));
  expectStatus(answer, 201);
  return taskIn(answer.body);
}

function countTitles(stored: readonly Stored[]): (title: string) => number {
  const counts = new Map<string, number>();
  for (const { title } of stored) counts.set(title, (counts.get(title) ?? 0) + 1);
  return (title) => counts.get(title) ?? 0;
}

/** Faults of a task that only one client writes: it must be stored as the last answer said. */
function taskFaults(known: Task, stored: readonly Stored[]): readonly string[] {
  const found = stored.find(({ id }) => id === known.id);
  const { title, completed, version } = known;
  const isSame = found?.title === title && found.completed === completed && found.version === version;
  return isSame ? [] : [`answered ${JSON.stringify(known)}, stored ${JSON.stringify(found)}`];
}

/** Creates tasks without a key: what has no answer may be stored once. */
export const createPlainly: Writer = async (client, name, signal) => {
  const created: string[] = [];
  const unsure: string[] = [];
  for (let turn = 0; !signal.aborted; turn += 1) {
    const title = `${name}, ${turn}`;
    const answer = await client.once('POST', '/tasks', { body: { title } });
    if (answer) expectStatus(answer, 201);
    (answer ? created : unsure).push(title);
  }
  return {
    acknowledged: created.length,
    faults(stored) {
      const count = countTitles(stored);
      return [
        ...created.filter((title) => count(title) !== 1).map((title) => `${title}: stored ${count(title)} times`),
        ...unsure.filter((title) => count(title) > 1).map((title) => `${title}: stored ${count(title)} times`),
      ];
    },
  };
};

/** Creates tasks with a key, and retries: each is stored once, as the answer says. */
export const createWithKey: Writer = async (client, name, signal) => {
  const created: Task[] = [];
  for (let turn = 0; !signal.aborted; turn += 1) created.push(await createOnce(client, `${name}, ${turn}`));
  return {
    acknowledged: created.length,
    faults(stored) {
      const count = countTitles(stored);
      return created.flatMap((task) => [
        ...(count(task.title) === 1 ? [] : [`${task.title}: stored ${count(task.title)} times`]),
        ...taskFaults(task, stored),
      ]);
    },
  };
};

/** Flips a task with a key, and retries: each flip counts once. */
export const flipWithKey: Writer = async (client, name, signal) => {
  let known = await createOnce(client, name);
  let flips = 0;
  const wrong: string[] = [];
  while (!signal.aborted) {
    const { answer } = await client.untilAnswered('PATCH', `/tasks/${known.id}/complete`, withKey());
    expectStatus(answer, 200);
    known = taskIn(answer.body);
    flips += 1;
    if (known.completed !== (flips % 2 === 1)) wrong.push(`${name}: flip ${flips} gave ${String(known.completed)}`);
  }
  return { acknowledged: flips, faults: (stored) => [...wrong, ...taskFaults(known, stored)] };
};

/** Updates a task with If-Match, and retries. A 412 says if an attempt without an answer was stored. */
export const updateIfUnchanged: Writer = async (client, name, signal) => {
  let known = await createOnce(client, name);
  let updates = 0;
  const wrong: string[] = [];
  for (let turn = 0; !signal.aborted; turn += 1) {
    const title = `${name}, update ${turn}`;
    const sent = { headers: { 'if-match': `"${known.version}"` }, body: { title } };
    const { answer, isRepeated } = await client.untilAnswered('PUT', `/tasks/${known.id}`, sent);
    expectStatus(answer, 200, 412);
    known = answer.status === 200 ? taskIn(answer.body) : currentTask(answer);
    if (known.title !== title) wrong.push(`${name}: the update ${turn} gave ${known.title}`);
    if (answer.status === 412 && !isRepeated) wrong.push(`${name}: the update ${turn} was refused`);
    updates += 1;
  }
  return { acknowledged: updates, faults: (stored) => [...wrong, ...taskFaults(known, stored)] };
};

/** Creates and deletes tasks, and retries: a 404 is right only after an attempt without an answer. */
export const createAndDelete: Writer = async (client, name, signal) => {
  const deleted = new Set<number>();
  const wrong: string[] = [];
  for (let turn = 0; !signal.aborted; turn += 1) {
    const { id } = await createOnce(client, `${name}, ${turn}`);
    const { answer, isRepeated } = await client.untilAnswered('DELETE', `/tasks/${id}`);
    expectStatus(answer, 204, 404);
    if (answer.status === 404 && !isRepeated) wrong.push(`${name}: the task ${id} was lost`);
    deleted.add(id);
  }
  return {
    acknowledged: deleted.size,
    faults: (stored) => [...wrong, ...stored.filter(({ id }) => deleted.has(id)).map(({ id }) => `${id} is back`)],
  };
};
