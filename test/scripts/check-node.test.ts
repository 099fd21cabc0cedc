import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../src/values/package-root.ts';

const script = join(packageRoot, 'scripts', 'check-node.cjs');

/** Runs the check in this Node.js, which says that it is another one. @returns its output; empty if it accepts */
function check(version: string): Promise<string> {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: ${JSON.stringify(version)} });`;
  const code = `${pretend} require(${JSON.stringify(script)});`;
  return new Promise((resolve) => {
    execFile(process.execPath, ['--eval', code], (error, stdout, stderr) => resolve(error ? stderr : stdout));
  });
}

t.test('names the Node.js that is needed', async (t) => {
  for (const version of ['12.22.12', '16.20.2', '18.20.8', '20.0.0', '20.18.3']) {
    t.equal(await check(version), `tasks-api needs Node.js 20.19.0 or later. This is ${version}.\n`);
  }
  for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.1.0', process.versions.node]) {
    t.equal(await check(version), '', version);
  }
});

t.test('runs before everything that an older Node.js cannot parse', async (t) => {
  const { scripts } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  t.equal(scripts['build'], 'node scripts/build.cjs');
  for (const name of ['start', 'mock', 'migrate', 'token']) t.match(scripts[name], /^exec node scripts\/run\.cjs /);
  for (const name of ['predev', 'pretest', 'pregenerate', 'precheck']) {
    t.equal(scripts[name], 'node scripts/check-tools.cjs');
  }
  t.match(scripts['prepare'], 'npm run --silent build');
  for (const name of ['build.cjs', 'run.cjs', 'check-tools.cjs']) {
    const code = (await readFile(join(packageRoot, 'scripts', name), 'utf8')).replace(/^\/\*[^]*?'use strict';\s+/, '');
    t.match(code, /^(var build = require\('\.\/build\.cjs'\)|require\('\.\/check-node\.cjs'\))/, name);
  }
});
