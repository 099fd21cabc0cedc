import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { commandAs } from './account.ts';
import type { Cluster } from './cluster.ts';
import { ensureDatabase } from './connection.ts';
import { EmbeddedPostgresError, orUndo } from './errors.ts';
import type { Log } from './log.ts';
import { readPidFile } from './pid-file.ts';
import { shutDown } from './shutdown.ts';
import { socketPort } from './socket-folder.ts';

/** One running Postgres. */
export interface Postmaster {
  readonly pid: number | undefined;
  /** Fulfilled with how it ended, for whatever reason. */
  readonly ended: Promise<string>;
  /** Fast shutdown, with escalation. May be called again, and after the end. */
  readonly stop: () => Promise<void>;
}

export interface LaunchOptions {
  readonly log: Log;
  /** Settings of Postgres beside those that are always made, as `name=value`. */
  readonly settings?: readonly string[];
  /** Gives the launch up: what was started is stopped again. */
  readonly signal?: AbortSignal;
}

type Child = ChildProcessByStdio<null, null, Readable>;

/** Long enough for crash recovery, which replays some GB of WAL at worst. */
const readyWithinMs = 120_000;
const lookAgainMs = 15;
const lastWordsWithinMs = 500;

/**
 * Starts Postgres on a cluster, and waits until it answers and has the database.
 *
 * @throws EmbeddedPostgresError with Postgres's own reason where it does not come up
 */
export async function launch(cluster: Cluster, options: LaunchOptions): Promise<Postmaster> {
  const settings = [...fixedSettings(cluster.socketFolder), ...(options.settings ?? [])];
  // predecessor.ts reads this command line.
  const args = ['-D', cluster.dataFolder, ...settings.flatMap((setting) => ['-c', setting])];
  const command = commandAs(cluster.account, cluster.binaries.postgres, args);
  const child: Child = spawn(command.file, command.args, {
    ...command.options,
    // A process group of its own: Ctrl-C in a terminal must not end it before the server has answered its last request.
    detached: true,
    cwd: cluster.dataFolder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const lastLines = keepLines(child.stderr, options.log);
  const ended = endOf(child);
  const stop = () =>
    shutDown(
      (signal) => child.kill(signal),
      (withinMs) => Promise.race([ended.then(() => true), delay(withinMs, false, { ref: false })]),
    );
  return orUndo(stop, async () => {
    const end = await Promise.race([ended, untilReady(cluster, child, options.signal)]);
    if (end !== undefined) {
      // Its last words may still be on the way; a child of its that holds the pipe must not keep us.
      await Promise.race([once(child.stderr, 'close'), delay(lastWordsWithinMs, undefined, { ref: false })]);
      throw new EmbeddedPostgresError(`Postgres did not start in ${cluster.directory}: ${reasonIn(lastLines) ?? end}`);
    }
    await ensureDatabase(cluster.socketFolder);
    return { pid: child.pid, ended, stop };
  });
}

function fixedSettings(socketFolder: string): string[] {
  return [
    'listen_addresses=',
    `unix_socket_directories="${socketFolder.replaceAll('"', '""')}"`,
    `port=${socketPort}`,
    // In the data folder, and gone with it: a /dev/shm may hold 64 MB in all, and keeps what a killed postmaster had there.
    'dynamic_shared_memory_type=mmap',
    // Failed statements reach their caller: logged here too, they would put users' texts into the log.
    'log_min_messages=log',
    'log_min_error_statement=panic',
    'log_line_prefix=',
    'log_checkpoints=off',
  ];
}

function endOf(child: Child): Promise<string> {
  // process.exit() without stop(): Postgres shuts down by itself.
  const leave = () => child.kill('SIGINT');
  process.once('exit', leave);
  return new Promise((resolve) => {
    const settle = (how: string) => {
      process.off('exit', leave);
      resolve(how);
    };
    child.once('error', ({ message }) => {
      settle(message);
    });
    child.once('exit', (code, signal) => {
      settle(signal === null ? `exit code ${String(code)}` : `ended by ${signal}`);
    });
  });
}

/** @returns Postgres's last lines, as they come */
function keepLines(stderr: Readable, log: Log): readonly string[] {
  const last: string[] = [];
  createInterface({ input: stderr }).on('line', (line) => {
    // What is FATAL is so for one client, who is told, or for the start, whose error tells.
    if (/^PANIC:|was terminated by signal/.test(line)) log.warn({ from: 'postgres' }, line);
    else log.debug({ from: 'postgres' }, line);
    last.push(line);
    if (last.length > 20) last.shift();
  });
  return last;
}

function reasonIn(lines: readonly string[]): string | undefined {
  const fatal = lines.findIndex((line) => /^(FATAL|PANIC):/.test(line));
  const reason = lines.slice(Math.max(fatal, 0)).filter((line) => !line.startsWith('LOG:'));
  return reason.length === 0 ? undefined : reason.join(' ').replaceAll(/\s+/g, ' ');
}

/** Reads the pid file, as pg_ctl does: to connect before it is ready would fill the log with refusals. */
async function untilReady({ dataFolder }: Cluster, child: Child, signal: AbortSignal | undefined): Promise<undefined> {
  const deadline = performance.now() + readyWithinMs;
  while (child.exitCode === null && child.signalCode === null) {
    signal?.throwIfAborted();
    const file = await readPidFile(dataFolder);
    if (file?.pid === child.pid && file?.status === 'ready') return;
    if (performance.now() > deadline)
      throw new EmbeddedPostgresError(`Postgres is not ready after ${readyWithinMs / 1000} s`);
    await delay(lookAgainMs);
  }
}
