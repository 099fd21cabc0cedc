import { databaseWithinMs } from '../values/time-limits.ts';
import { nextEcho } from './echo.ts';
import type { Fields } from './job.ts';
import type { Session } from './session.ts';

/**
 * Sets `lock_timeout` for the session, unless a pooler stands before Postgres, where the setting would reach other
 * clients. Behind a pooler, a statement's process is not the one that Postgres named when the connection was opened.
 */
const statement = {
  name: 'tasks_api_lock_timeout',
  text: "select set_config('lock_timeout', $1, false), $3::text as echo where pg_backend_pid() = $2::int",
};

/**
 * Limits the time that the statements of a session wait for a lock.
 *
 * @returns false behind a pooler, where nothing was set
 * @throws the error of Postgres or of the connection
 */
export async function limitLockWaits(session: Session, milliseconds: number): Promise<boolean> {
  const { processId } = session;
  const echo = nextEcho();
  if (processId === undefined) return false;
  const timer = setTimeout(() => session.abandon(new Error('No answer in time')), databaseWithinMs);
  const rows = await new Promise<readonly Fields[]>((resolve, reject) => {
    session.send({
      statement,
      parameters: [String(milliseconds), String(processId), echo],
      echo,
      userId: '',
      deadline: performance.now() + databaseWithinMs,
      resolve,
      reject,
    });
  }).finally(() => clearTimeout(timer));
  return rows.length > 0;
}
