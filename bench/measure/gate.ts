import { isDeepStrictEqual } from 'node:util';
import type { LoadRequest } from './load.ts';
import type { RunningServer } from './server-process.ts';
import type { Work, WorkContext } from './workload.ts';

/** These are the server's own to choose in a write: their kind alone is compared. */
const chosenByServer = ['id', 'created_at', 'updated_at'];
const times = ['due_date', 'created_at', 'updated_at'];

/** A member of a task as it is compared: a time as an instant, whatever its form. */
function comparable(name: string, value: unknown, writes: boolean): unknown {
  const read = times.includes(name) && typeof value === 'string' ? Date.parse(value) : value;
  if (!writes || !chosenByServer.includes(name)) return read;
  return Number.isNaN(read) ? undefined : typeof read;
}

function comparableTask(task: unknown, writes: boolean): unknown {
  if (typeof task !== 'object' || task === null) return task;
  return Object.fromEntries(Object.entries(task).map(([name, value]) => [name, comparable(name, value, writes)]));
}

/** What a server answers to a request that it gets twice: a toggle is undone by the second. */
async function answers(server: RunningServer, work: Work, request: LoadRequest): Promise<unknown[]> {
  const bodies: unknown[] = [];
  for (let time = 0; time < 2; time += 1) {
    const { method, headers, body } = request;
    const response = await fetch(server.url + request.path, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const told = `${server.description.name}, ${work.name}: ${response.status} ${text.slice(0, 500)}`;
    if (!work.statuses.includes(response.status)) throw new Error(told);
    if (response.status >= 400) continue;
    if (response.headers.get('content-type')?.startsWith('application/json') !== true) throw new Error(told);
    const answer: unknown = JSON.parse(text);
    bodies.push(
      Array.isArray(answer)
        ? answer.map((task) => comparableTask(task, work.writes))
        : comparableTask(answer, work.writes),
    );
  }
  return bodies;
}

/**
 * Sends every server the first request of a kind of work, and holds its answer against that of the first server.
 * @throws where one answers something else: what does other work is not to be compared
 */
export async function checkAnswers(work: Work, servers: readonly RunningServer[], context: WorkContext): Promise<void> {
  let expected: unknown[] | undefined;
  for (const server of servers) {
    const [request] = work.requests(context, server.description);
    if (!request) throw new Error(`${work.name} has no requests.`);
    const given = await answers(server, work, request);
    expected ??= given;
    if (!isDeepStrictEqual(given, expected)) {
      throw new Error(
        `${server.description.name} answers another ${work.name} than ${servers[0]?.description.name ?? ''}:\n` +
          `${JSON.stringify(given).slice(0, 800)}\n${JSON.stringify(expected).slice(0, 800)}`,
      );
    }
  }
}
