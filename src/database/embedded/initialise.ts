import { mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureOwner, run, type Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Claim } from './claim.ts';
import { superuser } from './connection.ts';
import { EmbeddedPostgresError } from './errors.ts';

const draftPrefix = 'postgres.init-';

/** initdb's choice, but for the text: UTF-8, compared by the built-in C.UTF-8, which is the same on every machine. */
const textOptions = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

/** The C library of macOS has no C.UTF-8; it only says there which characters are letters, to text search. */
const libraryLocale = process.platform === 'darwin' ? ['--locale=C', '--lc-ctype=en_US.UTF-8'] : ['--locale=C.UTF-8'];

/**
 * Makes an empty cluster, aside and then renamed: a cluster that is found under its name is always whole.
 *
 * @param options.durable whether it must be on disk before this returns
 * @throws EmbeddedPostgresError with initdb's last words
 */
export async function initialise(
  { directory, dataFolder }: Claim,
  { binaries, account, durable }: { binaries: Binaries; account: Account; durable: boolean },
): Promise<void> {
  for (const name of await readdir(directory)) if (name.startsWith(draftPrefix)) await remove(join(directory, name));
  const draft = await mkdtemp(join(directory, draftPrefix));
  await ensureOwner(draft, account);
  const { code, output } = await run(account, binaries.initdb, [
    `--pgdata=${draft}`,
    `--username=${superuser}`,
    '--auth=trust',
    ...textOptions,
    ...libraryLocale,
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]);
  if (code !== 0) {
    await remove(draft);
    throw new EmbeddedPostgresError(`initdb failed: ${output.trim().split('\n').slice(-2).join(' ')}`);
  }
  await rename(draft, dataFolder);
  const folder = await open(directory);
  await folder.sync().finally(() => folder.close());
}

async function remove(draft: string): Promise<void> {
  // An initdb that outlived its killed server may still write into it: hence the retries.
  await rm(draft, { recursive: true, force: true, maxRetries: 10 });
}
