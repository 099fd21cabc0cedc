/** Sends load to a server with autocannon, from a process of its own. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { peersFolder } from './peers.ts';

/** A request in autocannon's form. */
export interface LoadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The load to send. */
export interface LoadJob {
  readonly url: string;
  readonly connections: number;
  /** A whole number, because autocannon stops at whole seconds. */
  readonly seconds: number;
  readonly requests: readonly LoadRequest[];
  /** The statuses that are expected. */
  readonly statuses: readonly number[];
}

/** The result of one load. */
export interface LoadResult {
  /** Includes requests that were still open at the end: the server has worked on them. */
  readonly sent: number;
  readonly answered: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** @throws if the process ends first */
async function nextMessage(child: ChildProcess): Promise<unknown> {
  const waiting = new AbortController();
  const end = once(child, 'exit', { signal: waiting.signal }).then(() => {
    throw new Error('The load generator ended early.');
  });
  // Rejects when it is aborted below.
  end.catch(() => undefined);
  try {
    const [message] = await Promise.race([once(child, 'message') as Promise<unknown[]>, end]);
    return message;
  } finally {
    waiting.abort();
  }
}

/**
 * Prepares a load in a process of its own.
 *
 * @returns a function that sends the load, once. It rejects if a request fails or has an unexpected status.
 */
export async function prepareLoad(job: LoadJob): Promise<() => Promise<LoadResult>> {
  const child = fork(join(peersFolder, 'load.js'), { execArgv: [], serialization: 'advanced' });
  const ready = nextMessage(child);
  child.send(job);
  await ready;
  return async () => {
    const done = nextMessage(child);
    child.send('go');
    const result = (await done) as LoadResult & { readonly unexpected: number; readonly errors: number };
    const { unexpected, errors, answered } = result;
    if (unexpected + errors > 0 || answered === 0) {
      const expected = job.statuses.join(' or ');
      throw new Error(`${unexpected} of ${answered} answers were not ${expected}, and ${errors} requests failed.`);
    }
    return result;
  };
}
