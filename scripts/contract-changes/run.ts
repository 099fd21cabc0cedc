/** Runs a program of the comparison, such as git or oasdiff. */
import { spawnSync } from 'node:child_process';

/** Thrown if contracts cannot be compared. The message says why, and what to do. */
export class NotComparableError extends Error {}

/** The output and the exit code of a program. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program in a folder until it ends. @throws NotComparableError if it cannot be run */
export function run(program: string, args: readonly string[], folder: string): Outcome {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const options = { cwd: folder, env, encoding: 'utf8', maxBuffer: 2 ** 26 } as const;
  const { status, stdout, stderr, error } = spawnSync(program, args, options);
  if (status === null) throw new NotComparableError(`${program} cannot be run: ${error?.message ?? 'it was ended'}.`);
  return { code: status, stdout, stderr };
}
