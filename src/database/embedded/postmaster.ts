import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { commandAs } from './account.ts';
import type { Cluster } from './cluster.ts';
import { ensureDatabase } from './ensure-database.ts';
import { EmbeddedPostgresError } from './errors.ts';
import type { Log } from './log.ts';
import { logOutput, reasonIn } from './output.ts';
import { readPidFile } from './pid-file.ts';
import { shutDown } from './shutdown.ts';
import { socketPort } from './socket-folder.ts';
import { orUndo } from './undo.ts';

/** A running Postgres. */
export interface Postmaster {
  readonly pid: number | undefined;
  /** Resolves when Postgres ends, for any reason, with a text that says how. */
  readonly ended: Promise<string>;
  /** Shuts Postgres down fast, then with harder signals. May be called repeatedly, and after the end. */
  readonly stop: () => Promise<void>;
}

export interface LaunchOptions {
  readonly log: Log;
  /** Settings of Postgres in addition to the fixed ones, as `name=value`. */
  readonly settings?: readonly string[];
  /** Cancels the launch: the process that was started is stopped. */
  readonly signal?: AbortSignal;
}

type Child = ChildProcessByStdio<null, null, Readable>;

/** Long enough for crash recovery, which replays some GB of WAL at worst. */
const readyWithinMs = 120_000;
const lookAgainMs = 15;
const lastLinesWithinMs = 500;

/**
 * Starts Postgres on a cluster, and waits until it answers and has the database.
 *
 * @throws EmbeddedPostgresError with Postgres's own reason if it does not start
 */
export async function launch(cluster: Cluster, options: LaunchOptions): Promise<Postmaster> {
  const child = spawnPostgres(cluster, options.settings ?? []);
  const lastLines = logOutput(child.stderr, options.log);
  const ended = endOf(child);
  const stop = () =>
    shutDown(
      (signal) => child.kill(signal),
      (ms) => Promise.race([ended.then(() => true), delay(ms, false, { ref: false })]),
    );
  return orUndo(stop, async () => {
    const end = await Promise.race([ended, untilReady(cluster, child, options.signal)]);
    if (end !== undefined) {
      // Its last lines may still be on their way. The limit is for a child of Postgres that keeps the pipe open.
      await Promise.race([once(child.stderr, 'close'), delay(lastLinesWithinMs, undefined, { ref: false })]);
      throw new EmbeddedPostgresError(`Postgres did not start in ${cluster.directory}: ${reasonIn(lastLines) ?? end}`);
    }
    await ensureDatabase(cluster.socketFolder);
    return { pid: child.pid, ended, stop };
  });
}

function spawnPostgres({ account, binaries, dataFolder, socketFolder }: Cluster, settings: readonly string[]): Child {
  // predecessor.ts reads this command line.
  const args = ['-D', dataFolder, ...[...fixedSettings(socketFolder), ...settings].flatMap((each) => ['-c', each])];
  const command = commandAs(account, binaries.postgres, args);
  return spawn(command.file, command.args, {
    ...command.options,
    // Its own process group: Ctrl-C in a terminal must not end it before the server has answered its last request.
    detached: true,
    cwd: dataFolder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function fixedSettings(socketFolder: string): string[] {
  return [
    'listen_addresses=',
    `unix_socket_directories="${socketFolder.replaceAll('"', '""')}"`,
    `port=${socketPort}`,
    // Keeps shared memory in files of the data folder, which are removed with it. /dev/shm may hold only 64 MB, and the
    // files of a killed postmaster stay there.
    'dynamic_shared_memory_type=mmap',
    // The caller of a failed statement gets the error. Logged here too, it would put users' texts into the log.
    'log_min_messages=log',
    'log_min_error_statement=panic',
    'log_line_prefix=',
    'log_checkpoints=off',
  ];
}

function endOf(child: Child): Promise<string> {
  // After process.exit() without stop(), Postgres shuts down by itself.
  const shutDownAtExit = () => child.kill('SIGINT');
  process.once('exit', shutDownAtExit);
  return new Promise((resolve) => {
    const settle = (end: string) => {
      process.off('exit', shutDownAtExit);
      resolve(end);
    };
    child.once('error', ({ message }) => {
      settle(message);
    });
    child.once('exit', (code, signal) => {
      settle(signal === null ? `exit code ${String(code)}` : `ended by ${signal}`);
    });
  });
}

/**
 * Waits until the pid file says that Postgres is ready, as pg_ctl does. Connecting before that would fill the log with
 * refused connections. Returns also if Postgres ends.
 */
async function untilReady({ dataFolder }: Cluster, child: Child, signal: AbortSignal | undefined): Promise<undefined> {
  const deadline = performance.now() + readyWithinMs;
  while (child.exitCode === null && child.signalCode === null) {
    signal?.throwIfAborted();
    const file = await readPidFile(dataFolder);
    if (file?.pid === child.pid && file?.status === 'ready') return;
    if (performance.now() > deadline) {
      throw new EmbeddedPostgresError(`Postgres is not ready after ${readyWithinMs / 1000} s`);
    }
    await delay(lookAgainMs);
  }
}
