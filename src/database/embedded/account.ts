import { spawn } from 'node:child_process';
import { lchown, lstat, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError, unless } from './errors.ts';

/** As whom Postgres runs. It refuses to be root, and its files must belong to the user that it runs as. */
export interface Account {
  /** The owner of the files, as seen from here. */
  readonly uid: number;
  readonly gid: number;
  /** A command that the program is run through. */
  readonly through: readonly string[];
}

const nobody = 65_534;
const mapToNobody = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`];

/** Nothing is inherited: neither our secrets nor PG… variables, a foreign locale or time zone. */
const cleanEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/**
 * Chooses the account by trying: a candidate must have a name (initdb asks for it), enter the folder that holds `directory`,
 * and run `postgres`. A normal user is itself. Root becomes the owner of the folder (`sudo npm start` then leaves nothing that
 * the owner cannot use), else nobody. Where that cannot be, below `/root` for instance, the process's own user is shown to
 * Postgres under the name of nobody, in a user namespace (Linux).
 *
 * @throws EmbeddedPostgresError where no candidate works
 */
export async function chooseAccount(directory: string, binaries: Binaries): Promise<Account> {
  const self = { uid: process.getuid?.() ?? nobody, gid: process.getgid?.() ?? nobody, through: [] };
  const candidates =
    self.uid === 0 ? [...(await owners(directory)), { uid: nobody, gid: nobody, through: [] }] : [self];
  const answers: string[] = [];
  for (const account of [...candidates, { ...self, through: mapToNobody }]) {
    const trial = ['-c', 'cd -P "$1" && id -un && exec "$2" --version', 'sh', dirname(directory), binaries.postgres];
    const { code, output } = await run(account, '/bin/sh', trial);
    if (code === 0) return account;
    answers.push(output.trim().replaceAll('\n', ' '));
  }
  throw new EmbeddedPostgresError(
    `The embedded Postgres cannot run in ${directory} as uid ${String(self.uid)}` +
      `${self.uid === 0 ? ' or an unprivileged user' : ''} (${answers.join('; ')}): ` +
      'move the project to a folder that all users can enter, start it as another user, or set DATABASE_URL',
  );
}

async function owners(directory: string): Promise<Account[]> {
  const stats = await Promise.all([lstat(directory), lstat(dirname(directory))]);
  return stats.filter(({ uid }) => uid !== 0 && uid !== nobody).map(({ uid, gid }) => ({ uid, gid, through: [] }));
}

/** The file, the arguments and the options that `spawn` needs to run a program as the account. */
export function commandAs(account: Account, program: string, args: readonly string[]) {
  const [file = program, ...rest] = [...account.through, program, ...args];
  const other = account.uid === process.getuid?.() ? {} : { uid: account.uid, gid: account.gid };
  return { file, args: rest, options: { env: cleanEnvironment, ...other } };
}

/** Runs a program as the account to its end. Never fails: without a program the code is null and the output says why. */
export async function run(account: Account, program: string, args: readonly string[]) {
  const command = commandAs(account, program, args);
  const child = spawn(command.file, command.args, { ...command.options, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    child.once('error', (error) => {
      resolve({ code: null, output: error.message });
    });
    child.once('close', (code, signal) => {
      resolve({ code, output: signal === null ? output : `${output}\nended by ${signal}` });
    });
  });
}

/**
 * As root, gives a folder with all that is in it to the account, where it is not its own yet (the last start may have used
 * another one). Nothing may run on it meanwhile.
 */
export async function ensureOwner(folder: string, account: Account): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const stats = await unless(['ENOENT'], lstat(folder));
  if (stats !== undefined && stats.uid !== account.uid) await chownTree(folder, account);
}

async function chownTree(path: string, account: Account): Promise<void> {
  if ((await lstat(path)).isDirectory()) {
    for (const name of await readdir(path)) await chownTree(join(path, name), account);
  }
  // After its content, so that the owner of the top tells whether the whole was done.
  await lchown(path, account.uid, account.gid);
}
