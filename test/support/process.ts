import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Test } from 'tap';
import { compiledRoot } from '../../scripts/test-run/compiled-root.ts';
import { tokenInText } from './token-in-text.ts';

/** The server as a process of its own. */
export interface ServerProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Everything that it has written so far. */
  readonly output: () => string;
  /** Resolves with the address once it listens. Rejects, with its output, where it ends before. */
  readonly address: Promise<string>;
  /** Resolves with the exit code, or with the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** A folder of the test's own, removed with it. */
export async function temporaryFolder(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tasks-api-main-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts `src/main.ts`, or another program, as it was compiled, with this environment alone, on a free port. It is ended with the test. */
export function startProcess(
  t: Test,
  environment: Readonly<Record<string, string>>,
  program = 'main.js',
): ServerProcess {
  const child = spawn(process.execPath, [join(compiledRoot, 'src', program)], {
    // Where there is no .env of a developer's.
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // In development, once the token is printed too.
  const listening =
    environment['NODE_ENV'] === 'production'
      ? /Server listening at (http:\/\/[\d.]+:\d+)/
      : /^tasks-api (?:mock )?listens on (http:\/\/[\d.]+:\d+)$[^]*\n\n/m;
  let text = '';
  const ended = once(child, 'exit').then(([code, signal]: (number | string | null)[]) => code ?? signal ?? 'unknown');
  const address = new Promise<string>((resolve, reject) => {
    const read = (chunk: string): void => {
      text += chunk;
      const match = listening.exec(text);
      if (match?.[1] !== undefined) resolve(match[1]);
    };
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    void ended.then((how) => reject(new Error(`the server ended (${how}): ${text}`)));
  });
  // A test that expects the end does not wait for the address.
  address.catch(() => undefined);
  t.teardown(async () => {
    child.kill('SIGTERM');
    await ended;
    // In development, a token is printed for the one who started it, beside the log.
    const leak = text.split('\n').find((line) => line.startsWith('{') && tokenInText.test(line));
    if (leak !== undefined) throw new Error(`A token is in the log: ${leak}`);
  });
  return { child, output: () => text, address, ended };
}
