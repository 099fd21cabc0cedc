import { mkdir, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { inOneLine, orUndo, unless } from './errors.ts';
import { acquireLock } from './lock.ts';
import type { Log } from './log.ts';
import { clearPredecessor } from './predecessor.ts';
import { makeSocketFolder, removeSocketFolder, socketFolderOf } from './socket-folder.ts';

/** A data directory of which this process is the only server. */
export interface Claim {
  /** The real path. */
  readonly directory: string;
  /** The cluster itself, Postgres's PGDATA. */
  readonly dataFolder: string;
  readonly socketFolder: string;
  /** Lets the next server in. To be called after the end of Postgres. */
  readonly release: () => Promise<void>;
}

/**
 * Claims a data directory, which is made where it is missing, and ends the Postgres that a killed server left on it.
 *
 * @throws DataDirectoryInUse where another server process has it
 * @throws EmbeddedPostgresError where it cannot be used
 */
export async function claim(path: string, log: Log): Promise<Claim> {
  return inOneLine(path, async () => {
    await mkdir(dirname(resolve(path)), { recursive: true });
    await unless(['EEXIST'], mkdir(path, { mode: 0o700 }));
    const directory = await realpath(path);
    const dataFolder = join(directory, 'postgres');
    const socketFolder = socketFolderOf(directory);
    await makeSocketFolder(socketFolder, directory);
    const lock = await acquireLock(socketFolder, directory);
    const release = async () => {
      await lock.release();
      await removeSocketFolder(socketFolder, directory);
    };
    await orUndo(release, () => clearPredecessor(dataFolder, socketFolder, log));
    return { directory, dataFolder, socketFolder, release };
  });
}
