import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import t from 'tap';
import { findBinaries, restoreLinks } from '../../../src/database/embedded/binaries.ts';
import { compiledRoot } from '../../../scripts/test-run/compiled-root.ts';
import { folderFor } from './harness.ts';

t.test('finds installed programs that run', async (t) => {
  const { postgres, initdb } = await findBinaries();
  for (const program of [postgres, initdb]) {
    const { stdout } = await promisify(execFile)(program, ['--version']);
    t.match(stdout, /PostgreSQL\) 18\./);
  }
});

t.test('makes missing library links and keeps existing ones', async (t) => {
  const root = await folderFor(t);
  await mkdir(join(root, 'native/lib'), { recursive: true });
  const links = ['a.so.1', 'a.so'].map((name) => ({ source: 'native/lib/a.so.1.2', target: `native/lib/${name}` }));
  await writeFile(join(root, 'native/pg-symlinks.json'), JSON.stringify(links));
  await writeFile(join(root, 'native/lib/a.so.1.2'), 'library');
  await writeFile(join(root, 'native/lib/a.so'), 'there');
  await Promise.all([restoreLinks(root), restoreLinks(root)]);
  t.equal(await readFile(join(root, 'native/lib/a.so.1'), 'utf8'), 'library');
  t.equal(await readFile(join(root, 'native/lib/a.so'), 'utf8'), 'there');

  await rm(join(root, 'native/lib'), { recursive: true });
  await t.rejects(restoreLinks(root), {
    name: 'EmbeddedPostgresError',
    message: /a\.so\.1 is missing and cannot be made/,
  });
});

t.test('the error for a platform without programs names the alternatives', async (t) => {
  for (const platform of ['win32', 'sunos']) {
    const code = `Object.defineProperty(process, 'platform', { value: '${platform}' });
      const { findBinaries } = await import('./src/database/embedded/binaries.js');
      console.log(await findBinaries().catch(({ name, message }) => name + ': ' + message));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
      cwd: compiledRoot,
    });
    t.match(stdout, new RegExp(`^EmbeddedPostgresError: .*${platform}-.*WSL.*DATABASE_URL`));
  }
});
