import { mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run, type Account } from './account.ts';
import { superuser } from './address.ts';
import type { Binaries } from './binaries.ts';
import type { Claim } from './claim.ts';
import { EmbeddedPostgresError } from './errors.ts';
import { ensureOwner } from './ownership.ts';

const draftPrefix = 'postgres.init-';

/** UTF-8, compared by the built-in locale C.UTF-8, which is the same on every machine. */
const textOptions = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

/** macOS's C library has no C.UTF-8. There, LC_CTYPE only tells text search which characters are letters. */
const libraryLocale = process.platform === 'darwin' ? ['--locale=C', '--lc-ctype=en_US.UTF-8'] : ['--locale=C.UTF-8'];

/**
 * Makes an empty cluster in a draft folder, then renames the folder: a cluster under its final name is always complete.
 *
 * @param options.durable true if the cluster must be on disk before this returns
 * @throws EmbeddedPostgresError with the reason that initdb gave
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
    throw new EmbeddedPostgresError(`initdb failed: ${reasonOfInitdb(output)}`);
  }
  await rename(draft, dataFolder);
  const folder = await open(directory);
  await folder.sync().finally(() => folder.close());
}

/** Returns the lines that give a reason, or the last two lines if there are none. */
function reasonOfInitdb(output: string): string {
  const lines = output.trim().split('\n');
  const reasons = lines.filter((line) => /\b(error|FATAL|PANIC|could not|cannot)\b/.test(line));
  return (reasons.length > 0 ? reasons.slice(0, 3) : lines.slice(-2)).join(' ').replaceAll(/\s+/g, ' ');
}

async function remove(draft: string): Promise<void> {
  // An initdb that outlived its killed server may still write into the draft: hence the retries.
  await rm(draft, { recursive: true, force: true, maxRetries: 10 });
}
