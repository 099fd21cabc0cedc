/**
 * Runs tap with every test file as a plain Node.js process. By default tap hooks into module loading, in a test and in
 * the processes that it starts, for TypeScript, mocks, coverage and `--changed`. We use none of these, and on Node.js
 * 20 the hooks take half of a test's time.
 */
import { tap } from '@tapjs/core';

await import('@tapjs/run');
// The runner's own root test. The first call creates it.
tap({ context: Symbol.for('tap.isRunner') }).on('spawn', (file) => {
  // tap passes its hooks on in NODE_OPTIONS, whatever its configuration says.
  const options = `NODE_OPTIONS=${process.env['NODE_OPTIONS'] ?? ''}`;
  file.args = [options, file.command, ...file.args.filter((argument) => !argument.startsWith('--import=file:'))];
  file.command = 'env';
});
