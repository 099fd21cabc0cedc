/** A server whose standard output is read only when the test wants it. */
import { execFileSync, spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Test } from 'tap';
import { createTestDatabase } from '../../scripts/test-run/database.ts';
import { compiledRoot } from '../../scripts/test-run/compiled-root.ts';
import { databaseUrl } from '../../src/database/address.ts';

export interface LoggingServer {
  readonly child: ChildProcess;
  /** Resolves with the exit code or the signal that ended the process. */
  readonly ended: Promise<number | string>;
}

/** Starts a server in production. `stdout` is a file descriptor, or `pipe` for the socket that Node makes. */
export async function startLoggingServer(
  t: Test,
  stdout: number | 'pipe',
  environment: Readonly<Record<string, string>> = {},
): Promise<LoggingServer> {
  const { address, drop } = await createTestDatabase();
  t.teardown(drop);
  const stdio: StdioOptions = ['ignore', stdout, 'inherit'];
  const child = spawn(process.execPath, [join(compiledRoot, 'src', 'main.js')], {
    cwd: tmpdir(),
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: '0',
      REQUESTS_PER_MINUTE: '1000000',
      DATABASE_URL: databaseUrl(address),
      BETTER_AUTH_SECRET: 'a secret of the test suite, long enough',
      ...environment,
    },
    stdio,
  });
  const ended = once(child, 'exit').then(([code, signal]: (number | string | null)[]) => code ?? signal ?? 'unknown');
  t.teardown(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, ended };
}

/** A named pipe. Unlike what Node gives a child process, it is a pipe and no socket. */
export interface NamedPipe {
  /** For a child process. Close it here once the child has it. */
  readonly writeEnd: number;
  readonly openReader: () => Readable;
}

export function createPipe(folder: string): NamedPipe {
  const path = join(folder, 'log');
  execFileSync('mkfifo', [path]);
  const openReader = (): Readable =>
    new Socket({ fd: openSync(path, constants.O_RDONLY | constants.O_NONBLOCK), readable: true, writable: false });
  // Opening a pipe to write waits for a reader.
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writeEnd = openSync(path, 'w');
  closeSync(reader);
  return { writeEnd, openReader };
}

/** Reads a log. It can stop reading and go on. */
export class LogReader {
  readonly #source: Readable;
  #text = '';

  constructor(source: Readable) {
    this.#source = source;
    source.setEncoding('utf8').on('data', (chunk: string) => (this.#text += chunk));
  }

  /** The log so far, without an unfinished last line. */
  get lines(): readonly Readonly<Record<string, unknown>>[] {
    const whole = this.#text.split('\n').slice(0, -1);
    return whole.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Resolves with the first match of a pattern in the log. */
  async find(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.#text);
      if (match !== null) return match[1] ?? match[0];
      await once(this.#source, 'data');
    }
  }

  stop(): void {
    this.#source.pause();
  }

  goOn(): void {
    this.#source.resume();
  }

  /** Closes the reading end. */
  close(): void {
    this.#source.destroy();
  }

  /** Resolves when every writer has closed its end, and everything is read. */
  async end(): Promise<void> {
    if (!this.#source.readableEnded) await once(this.#source, 'end');
  }
}

/** Sends requests, several at a time. @throws unless each is answered with 200 in time */
export async function sendRequests(address: string, count: number): Promise<void> {
  let left = count;
  const send = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const response = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(10_000) });
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`answered ${response.status}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, send));
}
