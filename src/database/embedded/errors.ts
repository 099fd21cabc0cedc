import { errorCode } from '../../values/error-code.ts';

/** The embedded Postgres cannot run. The message is one line: the reason, and what to do about it. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}

/** Another server process runs on the data directory. */
export class DataDirectoryInUse extends EmbeddedPostgresError {
  override name = 'DataDirectoryInUse';
  readonly directory: string;
  /** Process id of the other server; undefined if that server did not answer. */
  readonly pid: number | undefined;

  constructor(directory: string, pid: number | undefined) {
    const owner = pid === undefined ? 'another server' : `another server (pid ${String(pid)})`;
    super(
      `${directory} is in use by ${owner}: stop that server, or set DATABASE_URL to give this one its own database`,
    );
    this.directory = directory;
    this.pid = pid;
  }
}

const fullDiskCodes = ['ENOSPC', 'EDQUOT', '53100'];

/** True if the disk is full, as the system, Postgres or the output of initdb says. */
export function isDiskFull(error: unknown): boolean {
  const text = error instanceof Error ? error.message : '';
  return fullDiskCodes.includes(errorCode(error) ?? '') || /No space left on device|quota exceeded/i.test(text);
}

/**
 * Runs `work`, and turns any other error into an EmbeddedPostgresError: one line that names the directory.
 *
 * @throws EmbeddedPostgresError for every failure
 */
export async function wrapErrors<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isDiskFull(cause)) {
      throw new EmbeddedPostgresError(
        `The disk of ${directory} is full: free 100 MB, or set DATA_DIRECTORY to a folder on another disk`,
        { cause },
      );
    }
    if (cause instanceof EmbeddedPostgresError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const me = String(process.getuid?.());
    const remedy = errorCode(cause) === 'EACCES' ? ` (to give it to this user: sudo chown -R ${me} ${directory})` : '';
    throw new EmbeddedPostgresError(`The embedded Postgres cannot use ${directory}: ${reason}${remedy}`, { cause });
  }
}
