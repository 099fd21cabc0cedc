import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import t from 'tap';
import { compiledRoot } from '../../../scripts/test-run/compiled-root.ts';
import { failedFiles, failedFilesDescriptor, sourceName } from '../../../scripts/test-run/failed-files.ts';

// One of these tests waits for a time limit.
t.jobs = 2;

const passing = "import t from 'tap'; t.pass('passes');";
const failing = "import t from 'tap'; t.equal(1, 2, 'fails'); t.same({ a: 1 }, { a: 2 }, 'fails too');";

/** Runs tap as `npm test` does, on files with this content. */
async function runTap(files: Readonly<Record<string, string>>, folder: string, timeoutSeconds = 120) {
  const names = Object.keys(files).map((name) => join(folder, name));
  const tap = join(compiledRoot, 'scripts', 'test-run', 'tap.js');
  const child = spawn(process.execPath, [tap, '--jobs=2', `--timeout=${timeoutSeconds}`, ...names], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    // Without the variables of the run that this test belongs to.
    env: { PATH: process.env['PATH'] },
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const list = child.stdio[failedFilesDescriptor];
  if (!(list instanceof Readable)) throw new Error('The child has no descriptor for the list.');
  if (child.stdout === null) throw new Error('The child has no standard output.');
  const [report, failed] = await Promise.all([text(child.stdout), text(list)]);
  return { code: await code, report, failed: failed.trim().split('\n').slice(1) };
}

t.test('a green run prints the totals and little else', async (t) => {
  const files = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`${index}.mjs`, passing]));
  const { code, report, failed } = await runTap(files, t.testdir(files));
  t.equal(code, 0);
  t.match(report, /^# \{ total: 5, pass: 5 \}$/m);
  t.ok(report.split('\n').length < 15, report);
  t.same(failed, []);
});

t.test('a red run prints each failure with its difference, and lists the failed files', async (t) => {
  const files = {
    'a-fails.mjs': failing,
    'b-passes.mjs': passing,
    'c-exits.mjs': 'process.exit(3);',
    'd-is-killed.mjs': "import t from 'tap'; t.pass('passes'); process.kill(process.pid, 'SIGKILL');",
  };
  const { code, report, failed } = await runTap(files, t.testdir(files));
  t.equal(code, 1);
  t.match(report, /^# \{ total: \d+, pass: \d+, fail: \d+ \}$/m);
  t.match(report, /✖ fails\n[^]*-2\n +\+1\n/);
  t.match(report, /✖ fails too\n[^]*- +"a": 2,\n +\+ +"a": 1,\n/);
  t.match(failed, [/a-fails\.mjs \(2 failed\)$/, /c-exits\.mjs \(exit code 3\)$/, /d-is-killed\.mjs \(.*SIGKILL\)$/]);
  t.equal(failed.length, 3);
});

t.test('a file that hangs is listed', async (t) => {
  const files = {
    'hangs.mjs': "import t from 'tap'; t.test('hangs', () => new Promise(() => setInterval(() => {}, 9)));",
  };
  const { code, failed } = await runTap(files, t.testdir(files), 5);
  t.equal(code, 1);
  t.match(failed, [/hangs\.mjs \(took too long\)$/]);
});

t.test('names the sources of compiled files', async (t) => {
  t.equal(sourceName('.compiled/test/app/log.test.js'), 'test/app/log.test.ts');
  t.equal(sourceName('elsewhere/log.test.js'), 'elsewhere/log.test.js');
  t.equal(failedFiles([]), '');
});
