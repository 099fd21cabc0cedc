import { readFile } from 'node:fs/promises';
import type { Test } from 'tap';
import { signDevelopmentToken } from '../../src/auth/development-token.ts';
import { databaseUrl } from '../../src/database/address.ts';
import { createTestDatabase } from '../../scripts/test-run/database.ts';
import { startProcess, type ServerProcess } from '../support/process.ts';

export const secret = 'a secret of the test suite, long enough';
export const authorization = `Bearer ${signDevelopmentToken(secret, 'alice', 600)}`;

/** Starts the server as production runs it, on a database of its own. */
export async function startProduction(t: Test, workers: number): Promise<ServerProcess> {
  const { address, drop } = await createTestDatabase();
  t.teardown(drop);
  return startProcess(t, {
    NODE_ENV: 'production',
    WORKERS: String(workers),
    DATABASE_URL: databaseUrl(address),
    BETTER_AUTH_SECRET: secret,
  });
}

export async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return status !== '' && !/^State:\s+Z/m.test(status);
}
