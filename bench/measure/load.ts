import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { packageRoot } from '../../src/values/package-root.ts';

/** A request as autocannon takes it. */
export interface LoadRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface LoadJob {
  readonly url: string;
  readonly connections: number;
  /** A whole number: autocannon ends at whole seconds. */
  readonly seconds: number;
  /** Requests a second; as fast as they are answered where there is none. */
  readonly rate?: number;
  readonly requests: readonly LoadRequest[];
  /** What may be answered. */
  readonly statuses: readonly number[];
}

export interface LoadResult {
  /** Including those that were still under way at the end: the server has worked on them. */
  readonly sent: number;
  readonly answered: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

const program = join(packageRoot, 'bench', 'peers', 'load.js');

/** A load that is ready to be sent. */
export interface Load {
  readonly run: () => Promise<LoadResult>;
}

/** Prepares a load in a process of its own, which ends with it. @throws where an answer is not as expected */
export async function prepareLoad(job: LoadJob): Promise<Load> {
  const child = fork(program, { execArgv: [], serialization: 'advanced' });
  const nextMessage = async (): Promise<unknown> => {
    const ended = new AbortController();
    const end = once(child, 'exit', { signal: ended.signal }).then(() => {
      throw new Error('The load generator ended before its time.');
    });
    // Given up once a message is there.
    end.catch(() => undefined);
    try {
      const [message] = (await Promise.race([once(child, 'message'), end])) as unknown[];
      return message;
    } finally {
      ended.abort();
    }
  };
  const ready = nextMessage();
  child.send(job);
  await ready;
  return {
    async run() {
      const done = nextMessage();
      child.send('go');
      const result = (await done) as LoadResult & { unexpected: number; errors: number };
      if (result.unexpected + result.errors > 0 || result.answered === 0) {
        throw new Error(
          `${result.unexpected} of ${result.answered} answers were not ${job.statuses.join(' or ')}, and ${result.errors} requests failed.`,
        );
      }
      return result;
    },
  };
}
