/**
 * Runs tap with every test file as a plain Node.js process. By default tap hooks into module loading, in a test and in
 * the processes that it starts, for TypeScript, mocks, coverage and `--changed`. We use none of these, and on Node.js
 * 20 the hooks take half of a test's time.
 *
 * Sends the list of failed files to its parent: tap's reporter writes when the process exits, so nothing here can write
 * after it.
 */
import { writeSync } from 'node:fs';
import { tap } from '@tapjs/core';
import { failedFiles, failedFilesDescriptor, sourceName, type TestFile } from './failed-files.ts';

// tap's reporter redraws its counts while it runs, in a file or a pipe too, unless it believes to run in CI.
const { CI } = process.env;
if (!process.stdout.isTTY) process.env['CI'] = 'true';
await import('@tapjs/run');
if (CI === undefined) delete process.env['CI'];

const files: TestFile[] = [];
// The runner's own root test. The first call creates it.
tap({ context: Symbol.for('tap.isRunner') }).on('spawn', (file) => {
  file.name = sourceName(file.name);
  file.parser.name = file.name;
  files.push(file);
  // tap passes its hooks on in NODE_OPTIONS, whatever its configuration says.
  const options = `NODE_OPTIONS=${process.env['NODE_OPTIONS'] ?? ''}`;
  file.args = [options, file.command, ...file.args.filter((argument) => !argument.startsWith('--import=file:'))];
  file.command = 'env';
});
process.on('exit', () => {
  const list = failedFiles(files);
  if (list !== '') writeSync(failedFilesDescriptor, list);
});
