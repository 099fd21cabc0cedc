/**
 * `npm test`: runs tap with a Postgres that exists for this run only. Arguments go to tap, for example
 * `npm test -- test/app/operations/get-task/*.test.ts`.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../src/values/package-root.ts';
import { startTestCluster } from './test-run/cluster.ts';
import { coverageEnvironment } from './coverage/records.ts';
import { createTemplate, testEnvironment } from './test-run/database.ts';
import { compile, compiledPath } from './test-run/compile.ts';

await compile();
const { address: connection, stop } = await startTestCluster();
try {
  await createTemplate(connection);
  const tap = join(packageRoot, compiledPath('scripts/test-run/tap.ts'));
  const jobs = `--jobs=${availableParallelism() + 1}`;
  const runner = spawn(process.execPath, [tap, jobs, ...process.argv.slice(2).map(compiledPath)], {
    stdio: 'inherit',
    env: { ...process.env, ...testEnvironment(connection), ...(await coverageEnvironment()) },
  });
  // A terminal sends Ctrl+C to the whole group. We outlive it until tap has ended, to stop Postgres.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runner.kill(signal));
  process.exitCode = await new Promise<number>((resolve) => runner.once('exit', (code) => resolve(code ?? 1)));
} finally {
  await stop();
}
