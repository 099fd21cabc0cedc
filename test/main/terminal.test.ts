/** The form of the log. Terminals are made by script(1) of util-linux. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import t, { type Test } from 'tap';
import { createTestDatabase } from '../../scripts/test-run/database.ts';
import { databaseUrl } from '../../src/database/address.ts';
import { copyServer } from './copied-server.ts';
import { secret } from './production.ts';

const readable = /^\[\d\d:\d\d:\d\d\.\d{3}\] INFO: /;

interface Run {
  readonly onTerminal: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  /** A package that is not installed. */
  readonly absent?: string;
}

/** Runs a server until it has answered a request. @returns what it has printed, by lines */
async function linesOf(t: Test, { onTerminal, environment = {}, absent }: Run): Promise<readonly string[]> {
  const { address, drop } = await createTestDatabase();
  t.teardown(drop);
  const program = join(await copyServer(t, absent), 'src', 'main.js');
  // The shell tells its process id, and becomes the server.
  const command = `echo pid=$$; exec '${process.execPath}' '${program}'`;
  const [shell, args] = onTerminal ? ['script', ['-qefc', command, '/dev/null']] : ['sh', ['-c', command]];
  const env = {
    PATH: process.env['PATH'],
    TERM: 'xterm',
    PORT: '0',
    DATABASE_URL: databaseUrl(address),
    BETTER_AUTH_SECRET: secret,
    ...environment,
  };
  const child = spawn(shell, args, { cwd: tmpdir(), env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const find = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const match = pattern.exec(stripVTControlCharacters(text))?.[1];
      if (match !== undefined) return match;
      if (child.exitCode !== null) throw new Error(`The server ended: ${text}`);
      await Promise.race([once(child.stdout, 'data'), ended]);
    }
  };
  const pid = Number(await find(/pid=(\d+)/));
  t.teardown(async () => {
    if (child.exitCode === null) process.kill(pid, 'SIGINT');
    await ended;
  });
  const origin = await find(/Server listening at (http:\/\/[\d.]+:\d+)/);
  await (await fetch(`${origin}/healthz`)).text();
  await find(/(answered)/);
  process.kill(pid, 'SIGINT');
  await ended;
  return stripVTControlCharacters(text)
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('pid='));
}

t.test('is readable in development on a terminal', async (t) => {
  const lines = await linesOf(t, { onTerminal: true });
  const answered = lines.find((line) => line.includes('answered')) ?? '';
  t.match(answered, readable);
  t.match(answered, /INFO: answered \{"operation":"getHealth","method":"GET","status":200,/);
  t.notMatch(answered, /hostname|"pid"/);
  t.match(
    lines.find((line) => line.includes('closing')),
    readable,
    'the last line too',
  );
});

const jsonRuns: Readonly<Record<string, Run>> = {
  'in a pipe': { onTerminal: false },
  'on a terminal in production': { onTerminal: true, environment: { NODE_ENV: 'production' } },
  'on a terminal without development dependencies': { onTerminal: true, absent: 'pino-pretty' },
};

for (const [where, run] of Object.entries(jsonRuns)) {
  t.test(`is JSON ${where}`, async (t) => {
    const lines = await linesOf(t, run);
    // In development, the address and its pages are printed beside the log.
    const log = lines.filter((line) => !/^(?:tasks-api listens on| {2}(?:docs|contract) )/.test(line));
    t.ok(log.length > 2);
    for (const line of log) t.match(JSON.parse(line), { level: Number, msg: String }, line);
  });
}
