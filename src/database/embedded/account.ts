import { spawn } from 'node:child_process';
import { reasonOf } from '../../values/error-reason.ts';

/** The user that Postgres runs as. Postgres refuses to run as root, and its files must belong to its user. */
export interface Account {
  /** Owner of the files, as this process sees it. */
  readonly uid: number;
  readonly gid: number;
  /** Command that starts a program as this user, put before the program; empty for a plain spawn. */
  readonly wrapper: readonly string[];
}

/** The whole environment of Postgres. Ours could hand it secrets, PG… variables, a foreign locale or time zone. */
const cleanEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** Returns the file, arguments and options that make `spawn` run a program as the account. */
export function commandAs(account: Account, program: string, args: readonly string[]) {
  const [file = program, ...rest] = [...account.wrapper, program, ...args];
  const user = account.uid === process.getuid?.() ? {} : { uid: account.uid, gid: account.gid };
  return { file, args: rest, options: { env: cleanEnvironment, ...user } };
}

/** The end of a program: its exit code (null if it did not start or a signal ended it), and its output. */
export interface ProgramEnd {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program as the account and waits for its end. Never rejects: the output says why it did not start. */
export async function run(account: Account, program: string, args: readonly string[]): Promise<ProgramEnd> {
  try {
    return await runToEnd(account, program, args);
  } catch (error) {
    // Node throws some refusals of the system (EPERM, EINVAL) at once, and reports others (EACCES, ENOENT) later.
    return { code: null, output: reasonOf(error) };
  }
}

function runToEnd(account: Account, program: string, args: readonly string[]): Promise<ProgramEnd> {
  const command = commandAs(account, program, args);
  const child = spawn(command.file, command.args, { ...command.options, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      resolve({ code, output: signal === null ? output : `${output}\nended by ${signal}` });
    });
  });
}
