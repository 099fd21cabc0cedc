/**
 * tap, with every test file as a plain process. By itself tap hooks into the loading of every module, in a test and in what that
 * starts: for TypeScript, mocks, coverage and `--changed`. None is used here, and on Node.js 20 the hooks take half of a test's time.
 */
import { tap } from '@tapjs/core';

await import('@tapjs/run');
// The runner's own root, which is made by whoever asks first.
tap({ context: Symbol.for('tap.isRunner') }).on('spawn', (file) => {
  // In NODE_OPTIONS tap hands its hooks on whatever it is told.
  const options = `NODE_OPTIONS=${process.env['NODE_OPTIONS'] ?? ''}`;
  file.args = [options, file.command, ...file.args.filter((argument) => !argument.startsWith('--import=file:'))];
  file.command = 'env';
});
