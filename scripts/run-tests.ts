/**
 * `npm test`: runs tap with a Postgres that exists for this run only. Arguments go to tap, for example
 * `npm test -- test/app/operations/get-task/*.test.ts`.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { packageRoot } from '../src/values/package-root.ts';
import { startTestCluster } from './test-run/cluster.ts';
import { coverageEnvironment } from './coverage/records.ts';
import { createTemplate, testEnvironment } from './test-run/database.ts';
import { failedFilesDescriptor } from './test-run/failed-files.ts';
import { compile, compiledPath } from './test-run/compile.ts';
import { groupTests } from './test-run/groups.ts';

await compile();
const { address: connection, stop } = await startTestCluster();
try {
  await createTemplate(connection);
  const tap = join(packageRoot, compiledPath('scripts/test-run/tap.ts'));
  const jobs = `--jobs=${availableParallelism() + 1}`;
  const parameters = process.argv.slice(2).map(compiledPath);
  // The files of a group that are named one by one run one by one: who works on a file sees its own counts and time.
  const namesFiles = parameters.some((parameter) => !parameter.startsWith('-'));
  const files = namesFiles ? [] : await groupTests();
  const runner = spawn(process.execPath, [tap, jobs, ...parameters, ...files], {
    stdio: ['inherit', process.stdout.isTTY ? 'inherit' : 'pipe', 'inherit', 'pipe'],
    env: { ...process.env, ...testEnvironment(connection), ...(await coverageEnvironment()) },
  });
  // tap ends its report with a control code for the cursor, whatever it writes to.
  runner.stdout?.setEncoding('utf8').on('data', (text: string) => process.stdout.write(stripVTControlCharacters(text)));
  let failedFiles = '';
  runner.stdio[failedFilesDescriptor]?.on('data', (part: unknown) => (failedFiles += String(part)));
  // A terminal sends Ctrl+C to the whole group. We outlive it until tap has ended, to stop Postgres.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runner.kill(signal));
  process.exitCode = await new Promise<number>((resolve) => runner.once('close', (code) => resolve(code ?? 1)));
  process.stdout.write(failedFiles);
} finally {
  await stop();
}
