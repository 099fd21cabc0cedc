import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { signDevelopmentToken } from '../../../src/auth/development-token.ts';
import type { Task } from '../../../src/app/tasks/task.ts';
import { isRecord } from '../../../src/values/is-record.ts';
import { secret } from '../../main/production.ts';

/** An answer, or its absence: status 0 when the connection ended without one. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The parsed body; undefined if there is none. */
  readonly body: unknown;
  /** True if nobody listened: no process got the request. */
  readonly isRefused?: boolean;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The parts of a request besides its method and path. */
export interface Sent {
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request as a user. The path is below `/api/{user_id}`. */
export type Send = (user: string, method: Method, path: string, sent?: Sent) => Promise<Answer>;

/** A client of one server process. */
export interface Client {
  readonly send: Send;
  readonly close: () => void;
}

const tokenSeconds = 3_600;
const giveUpMs = 60_000;

/** Makes a client of a server. Connections are kept alive, as a browser keeps them. */
export function createClient(origin: string): Client {
  const agent = new Agent({ keepAlive: true });
  const tokens = new Map<string, string>();
  const tokenOf = (user: string): string => {
    const token = tokens.get(user) ?? signDevelopmentToken(secret, user, tokenSeconds);
    tokens.set(user, token);
    return token;
  };
  const send: Send = (user, method, path, { body, headers } = {}) =>
    new Promise((resolve) => {
      const content = body && JSON.stringify(body);
      const contentHeaders =
        content === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) };
      const noAnswer = (error: NodeJS.ErrnoException): void =>
        resolve({ status: 0, headers: {}, body: undefined, isRefused: error.code === 'ECONNREFUSED' });
      const sent = request(
        new URL(`/api/${encodeURIComponent(user)}${path}`, origin),
        {
          method,
          agent,
          timeout: giveUpMs,
          headers: { authorization: `Bearer ${tokenOf(user)}`, ...contentHeaders, ...headers },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('error', noAnswer);
          response.on('end', () => {
            const parsed: unknown = text === '' ? undefined : JSON.parse(text);
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed });
          });
        },
      );
      sent.on('timeout', () => sent.destroy());
      sent.on('error', noAnswer);
      sent.end(content);
    });
  return { send, close: () => agent.destroy() };
}

function isTask(value: unknown): value is Task {
  return isRecord(value) && typeof value['id'] === 'number' && typeof value['version'] === 'number';
}

/** The task in a body. @throws Error if it holds none */
export function taskIn(body: unknown): Task {
  if (!isTask(body)) throw new Error(`Not a task: ${JSON.stringify(body)}`);
  return body;
}

/** The task that a 412 says is the current one. @throws Error if it holds none */
export function currentTask({ body }: Answer): Task {
  return taskIn(isRecord(body) ? body['task'] : undefined);
}

/** Creates a task. @throws Error if it is not created */
export async function createTask({ send }: Client, user: string, title: string): Promise<Task> {
  const { status, body } = await send(user, 'POST', '/tasks', { body: { title } });
  if (status !== 201) throw new Error(`The task was not created (${status}): ${JSON.stringify(body)}`);
  return taskIn(body);
}

/** Every task of a user, from all pages of the list, in the order of their ids. */
export async function listOf({ send }: Client, user: string): Promise<readonly Task[]> {
  const tasks: Task[] = [];
  let query: string | undefined = 'limit=100';
  while (query !== undefined) {
    const { status, headers, body }: Answer = await send(user, 'GET', `/tasks?${query}`);
    if (status !== 200 || !Array.isArray(body)) throw new Error(`Not a list (${status}): ${JSON.stringify(body)}`);
    tasks.push(...body.map(taskIn));
    query = /^<[^<>?]+\?([^<>]+)>; rel="next"$/.exec(String(headers['link']))?.[1];
  }
  return tasks.sort((left, right) => left.id - right.id);
}
