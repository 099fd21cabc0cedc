import { Agent, request } from 'node:http';
import { signDevelopmentToken } from '../../../src/auth/development-token.ts';
import { isRecord } from '../../../src/values/is-record.ts';

/** The secret of every server under fault. */
export const secret = 'a secret of the fault tests, long enough';

/** An answer, or its absence: status 0 when the connection ended without one. */
export interface Answer {
  readonly status: number;
  /** From the call to the last byte. */
  readonly ms: number;
  /** The parsed body; undefined if there is none. */
  readonly body: unknown;
  readonly retryAfter: string | undefined;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Sends one request as a user. The path is below the user's tasks, or absolute if it starts with a slash. */
export type Ask = (user: string, method: Method, path?: string, body?: object) => Promise<Answer>;

/** Long enough that an answer which breaks its promise is seen as one, and short enough to end. */
const giveUpMs = 30_000;
const tokenSeconds = 3_600;

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

/** Makes a client of a server. Connections are kept alive, as a browser keeps them. */
export function createClient(origin: string): { readonly ask: Ask; readonly close: () => void } {
  const agent = new Agent({ keepAlive: true });
  const tokens = new Map<string, string>();
  const tokenOf = (user: string): string => {
    const token = tokens.get(user) ?? signDevelopmentToken(secret, user, tokenSeconds);
    tokens.set(user, token);
    return token;
  };
  const ask: Ask = (user, method, path = '', body) =>
    new Promise((resolve) => {
      const started = performance.now();
      const end = (status: number, text = '', retryAfter?: string): void =>
        resolve({ status, ms: performance.now() - started, body: parsed(text), retryAfter });
      const content = body && JSON.stringify(body);
      const url = new URL(
        path.startsWith('/') ? path : `/api/${user}/tasks${path && `/${path}`}`.replace('/?', '?'),
        origin,
      );
      const headers = {
        authorization: `Bearer ${tokenOf(user)}`,
        ...(content === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
      };
      const sent = request(url, { method, agent, headers, timeout: giveUpMs }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => end(response.statusCode ?? 0, text, response.headers['retry-after']));
        response.on('error', () => end(0));
      });
      sent.on('timeout', () => sent.destroy());
      sent.on('error', () => end(0));
      sent.end(content);
    });
  return { ask, close: () => agent.destroy() };
}

/** The tasks of a body: a task, or a list of tasks. */
export function tasksIn(body: unknown): readonly Readonly<Record<string, unknown>>[] {
  const bodies: readonly unknown[] = Array.isArray(body) ? body : [body];
  return bodies.filter(isRecord).filter((task) => 'user_id' in task);
}

/** The id of an answered task. @throws Error if the answer holds none */
export function idOf({ status, body }: Answer): string {
  const [task] = tasksIn(body);
  if (typeof task?.['id'] !== 'number') throw new Error(`No task was answered (${status}): ${JSON.stringify(body)}`);
  return String(task['id']);
}

/** True for a 503 that admits that the change may have been stored. */
export function admitsStored({ status, body }: Answer): boolean {
  return status === 503 && isRecord(body) && String(body['detail']).includes('may or may not');
}
