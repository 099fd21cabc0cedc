import { mkdir, realpath } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { wrapErrors } from './errors.ts';
import { acquireLock } from './lock.ts';
import type { Log } from './log.ts';
import { clearPredecessor } from './predecessor.ts';
import { makeSocketFolder, removeSocketFolder, socketFolderOf } from './socket-folder.ts';
import { ignoring } from './system-error.ts';
import { orUndo } from './undo.ts';

/** A data directory that only this process may use. */
export interface Claim {
  /** Real path of the data directory. */
  readonly directory: string;
  /** Folder of the cluster: Postgres's PGDATA. */
  readonly dataFolder: string;
  readonly socketFolder: string;
  /** Lets another server use the directory. Call it only after Postgres has ended. */
  readonly release: () => Promise<void>;
}

/**
 * Claims a data directory for this process. Creates the directory if it does not exist, and ends a Postgres that a
 * killed server left running on it.
 *
 * @throws DataDirectoryInUse if another server process runs on the directory
 * @throws EmbeddedPostgresError if the directory cannot be used
 */
export async function claimDataDirectory(path: string, log: Log): Promise<Claim> {
  return wrapErrors(path, async () => {
    await mkdir(dirname(resolve(path)), { recursive: true });
    await ignoring(['EEXIST'], mkdir(path, { mode: 0o700 }));
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
