import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import t from 'tap';
import { compiledRoot } from '../../scripts/test-run/compiled-root.ts';
import { temporaryFolder } from '../support/process.ts';

/** Runs `npm run token` in a folder, which also holds its development secret. */
async function token(
  folder: string,
  ...parameters: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(compiledRoot, 'src', 'process', 'token.js'), ...parameters], {
    cwd: folder,
    env: { PATH: process.env['PATH'], DATA_DIRECTORY: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)));
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}

function userOf(jwt: string): unknown {
  const claims: unknown = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
  return typeof claims === 'object' && claims !== null && 'sub' in claims ? claims.sub : undefined;
}

t.test('prints a token of the user', async (t) => {
  const folder = await temporaryFolder(t);
  for (const [parameters, user] of [
    [[], 'demo'],
    [['alice'], 'alice'],
    [['--', '-alice'], '-alice'],
  ] as const) {
    const { code, stdout, stderr } = await token(folder, ...parameters);
    t.match({ code, stderr }, { code: 0, stderr: '' });
    t.equal(userOf(stdout), user);
  }
});

t.test('makes no token for an option or for several users', async (t) => {
  const folder = await temporaryFolder(t);
  for (const option of ['--help', '-h']) {
    t.match(await token(folder, option), { code: 0, stdout: /^usage: npm run --silent token/, stderr: '' });
  }
  for (const parameters of [['--user=alice'], ['--hlep'], ['-x'], ['alice', 'bob'], ['']]) {
    t.match(await token(folder, ...parameters), { code: 1, stdout: '', stderr: /^usage: npm run --silent token/ });
  }
  t.strictSame(await readdir(folder), [], 'not even a secret');
});
