import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import type { Test } from 'tap';
import { compiledRoot } from '../../scripts/test-run/compiled-root.ts';
import { tokenInText } from './token-in-text.ts';

/** The server as a separate process. */
export interface ServerProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** The output so far. */
  readonly output: () => string;
  /** Resolves with the address once the server listens. Rejects with the output if the server ends before. */
  readonly address: Promise<string>;
  /** Resolves with the exit code or the signal that ended the process. */
  readonly ended: Promise<number | string>;
}

/** Makes a temporary folder and removes it when the test ends. */
export async function temporaryFolder(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tasks-api-main-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Starts a compiled program on a free port, with this environment alone. The process ends with the test.
 *
 * @param program path below src/, `main.js` by default; an absolute one for the program of another version
 * @param cwd by default a folder without a developer's .env
 * @param parameters of the command line
 */
export function startProcess(
  t: Test,
  environment: Readonly<Record<string, string>>,
  program = 'main.js',
  cwd = tmpdir(),
  parameters: readonly string[] = [],
): ServerProcess {
  const child = spawn(process.execPath, [resolve(compiledRoot, 'src', program), ...parameters], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // In development the address counts only once the token is printed too.
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
    void ended.then((how) => reject(new Error(`The server ended (${how}): ${text}`)));
  });
  // A test that expects the process to end does not wait for the address.
  address.catch(() => undefined);
  t.teardown(async () => {
    // Unlike SIGTERM, this does not wait for balancers.
    child.kill('SIGINT');
    await ended;
    // Only log lines are checked: in development the server prints a token for the developer.
    const leak = text.split('\n').find((line) => line.startsWith('{') && tokenInText.test(line));
    if (leak !== undefined) throw new Error(`A token is in the log: ${leak}`);
  });
  return { child, output: () => text, address, ended };
}
