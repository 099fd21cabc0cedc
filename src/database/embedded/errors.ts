/** The embedded Postgres cannot run. The message is one line: what is wrong, and what to do. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}

/** Another server process runs on the data directory. */
export class DataDirectoryInUse extends EmbeddedPostgresError {
  override name = 'DataDirectoryInUse';
  readonly directory: string;
  /** The other server's process, where it answered. */
  readonly pid: number | undefined;

  constructor(directory: string, pid: number | undefined) {
    const owner = pid === undefined ? 'another server' : `another server (pid ${String(pid)})`;
    super(`${directory} is in use by ${owner}: stop that one, or give this one a database of its own by DATABASE_URL`);
    this.directory = directory;
    this.pid = pid;
  }
}

/** The code of a system error (`ENOENT`, …), or undefined for any other value. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/**
 * What a promise gives, or undefined where it failed with one of these system errors.
 *
 * @throws whatever else it failed with
 */
export async function unless<T>(codes: readonly string[], promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (codes.includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}

/**
 * What the work gives. Its system errors become one line that names the directory.
 *
 * @throws EmbeddedPostgresError whatever went wrong
 */
export async function inOneLine<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof EmbeddedPostgresError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const me = String(process.getuid?.());
    const remedy = errorCode(cause) === 'EACCES' ? ` (to give it to this user: sudo chown -R ${me} ${directory})` : '';
    throw new EmbeddedPostgresError(`The embedded Postgres cannot use ${directory}: ${reason}${remedy}`, { cause });
  }
}

/** What the work gives; where it fails, it is undone before the failure goes on. */
export async function orUndo<T>(undo: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await undo();
    throw error;
  }
}
