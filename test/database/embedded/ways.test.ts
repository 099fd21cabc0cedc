import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { run } from '../../../src/database/embedded/account.ts';
import { wrapErrors } from '../../../src/database/embedded/errors.ts';
import { initialise } from '../../../src/database/embedded/initialise.ts';
import { compiledRoot } from '../../../scripts/test-run/compiled-root.ts';
import { folderFor, isRoot } from './harness.ts';

const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0, wrapper: [] };

t.test('reports why a program does not start', async (t) => {
  for (const [program, args, reason] of [
    ['/nowhere/postgres', [], /ENOENT/],
    ['/tmp', [], /EACCES/],
    // Node throws this one at once.
    ['/bin/true', ['x'.repeat(1_000_000)], /E2BIG/],
  ] as const) {
    t.match(await run(self, program, args), { code: null, output: reason });
  }
});

t.test("starts programs without the caller's environment", async (t) => {
  const { output } = await run(self, '/bin/sh', ['-c', 'env']);
  const names = output
    .trim()
    .split('\n')
    .map((line) => line.split('=')[0] ?? '');
  // The shell itself adds PWD, and some shells SHLVL and _.
  t.same(names.filter((name) => !['PWD', 'OLDPWD', 'SHLVL', '_'].includes(name)).sort(), ['LC_ALL', 'PATH', 'TZ']);
});

t.test('the error for a full disk says what to do', async (t) => {
  const directory = await folderFor(t);
  const initdb = join(directory, 'initdb');
  const lines = [
    'initdb: error: could not write to file "x": No space left on device',
    'initdb: removing contents of y',
  ];
  await writeFile(initdb, `#!/bin/sh\nprintf '%s\\n' '${lines.join("' '")}'\nexit 1\n`);
  await chmod(initdb, 0o755);
  const claim = {
    directory,
    dataFolder: join(directory, 'postgres'),
    socketFolder: directory,
    release: () => Promise.resolve(),
  };
  const options = { binaries: { initdb, postgres: initdb }, account: self, durable: true };
  const reasons = [
    () => initialise(claim, options),
    () => Promise.reject(Object.assign(new Error('write'), { code: 'ENOSPC' })),
    () => Promise.reject(Object.assign(new Error('could not extend file'), { code: '53100' })),
  ];
  for (const work of reasons) {
    await t.rejects(wrapErrors(directory, work), {
      name: 'EmbeddedPostgresError',
      message: `The disk of ${directory} is full: free 100 MB, or set DATA_DIRECTORY to a folder on another disk`,
    });
  }
});

const privileges = ['chown', 'setuid', 'setgid'];
t.test('root without a privilege runs Postgres another way', { skip: isRoot ? false : 'root only' }, async (t) => {
  const folder = await folderFor(t);
  const fixture = join(compiledRoot, 'test/database/embedded/server.fixture.js');
  const trial = await run(self, 'unshare', ['--user', '--map-user=65534', '/bin/true']);
  if (trial.code !== 0) {
    t.comment('this machine has no user namespaces, the other way');
    return;
  }
  await Promise.all(
    privileges.map(async (privilege) => {
      const directory = join(folder, privilege);
      await mkdir(directory);
      const without = [`--bounding-set=-${privilege}`, `--inh-caps=-${privilege}`];
      const child = spawn('setpriv', [...without, process.execPath, fixture, join(directory, '.data')], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
        if (output.includes('"ready"')) child.kill('SIGINT');
      });
      await once(child, 'close');
      t.match(output, /"ready"/, privilege);
    }),
  );
});
