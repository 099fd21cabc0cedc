/** Checks that all servers of a benchmark give the same answers, before they are compared. */
import { isDeepStrictEqual } from 'node:util';
import type { LoadRequest } from './load.ts';
import type { RunningServer } from './server-process.ts';
import type { Work, WorkContext } from './workload.ts';

/** Members that the server chooses in a write. Only their types are compared. */
const chosenByServer = ['id', 'completed_at', 'created_at', 'updated_at'];
const times = ['completed_at', 'due_date', 'created_at', 'updated_at'];
/** Peers number no changes. */
const ours = 'version';

/** A member of a task in a comparable form: a time as an instant, whatever its text. */
function comparable(name: string, value: unknown, writes: boolean): unknown {
  const read = times.includes(name) && typeof value === 'string' ? Date.parse(value) : value;
  if (!writes || !chosenByServer.includes(name)) return read;
  return Number.isNaN(read) ? undefined : typeof read;
}

function comparableTask(task: unknown, writes: boolean): unknown {
  if (typeof task !== 'object' || task === null) return task;
  const shared = Object.entries(task).filter(([name]) => name !== ours);
  return Object.fromEntries(shared.map(([name, value]) => [name, comparable(name, value, writes)]));
}

/** Sends a request. @returns comparable tasks; undefined for a refusal. @throws if the answer is unexpected */
async function answer(server: RunningServer, work: Work, { path, ...request }: LoadRequest): Promise<unknown> {
  const response = await fetch(server.url + path, request);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  if (!work.statuses.includes(response.status) || (response.ok && !isJson))
    throw new Error(`${server.description.name}, ${work.name}: ${response.status} ${text.slice(0, 500)}`);
  if (!response.ok) return undefined;
  const body: unknown = JSON.parse(text);
  return Array.isArray(body)
    ? body.map((task) => comparableTask(task, work.writes))
    : comparableTask(body, work.writes);
}

/**
 * Sends every server the first request of a kind of work, and compares its answers with the first server's.
 *
 * @throws if they differ: a server that does other work must not be compared
 */
export async function checkAnswers(work: Work, servers: readonly RunningServer[], context: WorkContext): Promise<void> {
  const [request] = work.requests(context);
  if (!request) throw new Error(`${work.name} has no requests.`);
  let expected: unknown;
  for (const server of servers) {
    // Twice, because the second toggle undoes the first.
    const given = [await answer(server, work, request), await answer(server, work, request)];
    expected ??= given;
    if (!isDeepStrictEqual(given, expected)) {
      const texts = [given, expected].map((answers) => JSON.stringify(answers).slice(0, 800));
      throw new Error(`${server.description.name} answers another ${work.name} than the first:\n${texts.join('\n')}`);
    }
  }
}
