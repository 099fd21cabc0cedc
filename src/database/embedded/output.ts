import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Log } from './log.ts';

const keptLines = 20;

/** Logs what Postgres writes. Returns its last lines, in an array that changes as they come. */
export function logOutput(stderr: Readable, log: Log): readonly string[] {
  const last: string[] = [];
  createInterface({ input: stderr }).on('line', (line) => {
    // FATAL is no warning: it concerns one client, who is told, or the start, whose error contains it.
    if (/^PANIC:|was terminated by signal/.test(line)) log.warn({ from: 'postgres' }, line);
    else log.debug({ from: 'postgres' }, line);
    last.push(line);
    if (last.length > keptLines) last.shift();
  });
  return last;
}

/** Returns the reason that Postgres gave for its end, in one line, or undefined if it gave none. */
export function reasonIn(lines: readonly string[]): string | undefined {
  const fatal = lines.findIndex((line) => /^(FATAL|PANIC):/.test(line));
  const reason = lines.slice(Math.max(fatal, 0)).filter((line) => !line.startsWith('LOG:'));
  return reason.length === 0 ? undefined : reason.join(' ').replaceAll(/\s+/g, ' ');
}
