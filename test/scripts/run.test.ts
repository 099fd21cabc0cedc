import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { compiledRoot } from '../../scripts/test-run/compiled-root.ts';
import { packageRoot } from '../../src/values/package-root.ts';
import { processesIn } from '../database/embedded/harness.ts';
import { temporaryFolder } from '../support/process.ts';

const stamp = 'dist/.built';

/** Makes a checkout with a complete build and without development dependencies. Its data is in it too. */
async function prunedCheckout(t: Test): Promise<string> {
  const folder = await temporaryFolder(t);
  for (const name of ['scripts', 'dist']) await mkdir(join(folder, name));
  const scripts = (await readdir(join(packageRoot, 'scripts'))).filter((name) => name.endsWith('.cjs'));
  for (const name of ['package.json', ...scripts.map((script) => join('scripts', script))]) {
    await copyFile(join(packageRoot, name), join(folder, name));
  }
  await symlink(join(compiledRoot, 'src'), join(folder, 'dist/src'));
  await writeFile(join(folder, stamp), '');
  return folder;
}

/** Starts npm in a process group of its own, which ends with the test. */
function npm(t: Test, folder: string, parameters: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  const child = spawn('npm', [...parameters], {
    cwd: folder,
    detached: true,
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      npm_config_update_notifier: 'false',
      DATA_DIRECTORY: join(folder, '.data'),
      PORT: '0',
      MOCK_PORT: '0',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  // Its output has ended, and with it every process that it has started.
  const ended = once(child, 'close').then(([code, signal]: (number | string | null)[]) => code ?? signal);
  const killGroup = (signal: NodeJS.Signals) => process.kill(-(child.pid ?? 0), signal);
  t.teardown(() => {
    if (child.exitCode === null && child.signalCode === null) killGroup('SIGKILL');
  });
  const prints = async (text: string): Promise<void> => {
    while (!output.includes(text)) {
      const hasEnded = child.exitCode !== null || child.signalCode !== null;
      if (hasEnded) throw new Error(`npm ended before it printed "${text}": ${output}`);
      await delay(20);
    }
  };
  return { child, ended, prints, killGroup, output: () => output };
}

const programs = [
  ['start', 'listens on'],
  ['mock', 'mock listens on'],
  ['migrate', 'DATABASE_URL is not set'],
  ['token', 'eyJ'],
] as const;

t.test('runs a complete build without development dependencies', async (t) => {
  const folder = await prunedCheckout(t);
  for (const scripts of [[], ['--ignore-scripts']]) {
    await Promise.all(
      programs.map(async ([program, text]) => {
        const run = npm(t, folder, [...scripts, 'run', program]);
        await run.prints(text);
        if (program === 'start' || program === 'mock') run.child.kill('SIGINT');
        t.equal(await run.ended, program === 'migrate' ? 1 : 0, program);
      }),
    );
  }
});

t.test('says in a sentence what to run if there is no complete build', async (t) => {
  const folder = await prunedCheckout(t);
  await rm(join(folder, stamp));
  await Promise.all(
    programs.map(async ([program]) => {
      const run = npm(t, folder, ['run', '--silent', program]);
      t.equal(await run.ended, 1, program);
      t.match(run.output(), /^tasks-api is not built, .* Run "npm ci --include=dev" .*\.\n$/);
    }),
  );
});

t.test('says in a sentence what to run if the tools of a developer are not installed', async (t) => {
  const folder = await prunedCheckout(t);
  await Promise.all(
    ['dev', 'test', 'generate', 'check'].map(async (script) => {
      const run = npm(t, folder, ['run', '--silent', script]);
      t.equal(await run.ended, 1, script);
      t.match(run.output(), /^The development dependencies are not installed\. Run "npm ci --include=dev".*\n$/);
    }),
  );
});

t.test('does not run a build that failed', async (t) => {
  const folder = await prunedCheckout(t);
  for (const name of ['tsx', 'typescript']) await mkdir(join(folder, 'node_modules', name), { recursive: true });
  await writeFile(join(folder, 'tsconfig.build.json'), '{}');
  const run = npm(t, folder, ['run', '--silent', 'start']);
  t.not(await run.ended, 0);
  t.notMatch(run.output(), 'listens on');
  await t.rejects(stat(join(folder, stamp)), { code: 'ENOENT' });
});

t.test('leaves no process behind, however npm is ended', async (t) => {
  const ways = [
    { signal: 'SIGTERM', group: false, workers: 1 },
    { signal: 'SIGTERM', group: true, workers: 1 },
    { signal: 'SIGINT', group: true, workers: 2 },
    { signal: 'SIGHUP', group: false, workers: 1 },
    { signal: 'SIGKILL', group: false, workers: 2 },
  ] as const;
  await Promise.all(
    ways.map(async ({ signal, group, workers }) => {
      const folder = await prunedCheckout(t);
      const run = npm(t, folder, ['start'], { WORKERS: String(workers) });
      await run.prints('listens on');
      if (group) run.killGroup(signal);
      else run.child.kill(signal);
      await run.ended;
      while ((await processesIn(folder)).length > 0) await delay(50);
      t.match(run.output(), '"closing"', `${signal} ${group ? 'to the group' : 'to npm'}`);
      t.notMatch(run.output(), 'second SIG');
      t.equal((await readFile(join(folder, '.data/postgres/PG_VERSION'), 'utf8')).trim(), '18');
    }),
  );
});
