import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import t, { type Test } from 'tap';
import { copyServer } from './copied-server.ts';

interface Start {
  readonly code: number | null;
  readonly output: string;
}

/** Starts a copy of the compiled server with one edited file. It needs no database before the first request. */
async function startEdited(t: Test, file: string, edit: (text: string) => string): Promise<Start> {
  const folder = await copyServer(t);
  const before = await readFile(join(folder, file), 'utf8');
  const after = edit(before);
  if (after === before) throw new Error(`The edit of ${file} is out of date.`);
  await writeFile(join(folder, file), after);
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    PORT: '0',
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing',
    BETTER_AUTH_SECRET: 'a secret of the test suite, long enough',
  };
  const child = spawn(process.execPath, [join(folder, 'src', 'main.js')], {
    cwd: tmpdir(),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill());
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [code, ...said] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, output: said.join('') };
}

const refusals: Readonly<Record<string, readonly [file: string, edit: (text: string) => string, message: RegExp]>> = {
  'a missing handler': [
    'src/app/operations/index.js',
    (code) => code.replace('getTask,\n', ''),
    /no handler: getTask\./,
  ],
  'an extra handler': [
    'src/app/operations/index.js',
    (code) => code.replace('getTask,\n', 'getTask, listUsers: getTask,\n'),
    /no operation in the contract: listUsers\./,
  ],
  'a missing security handler': [
    'src/process/start-server.js',
    (code) => code.replace('{ bearerAuth: authenticate }', '{}'),
    /no security handler: bearerAuth\./,
  ],
  'a contract that differs from the compiled one': [
    'generated/openapi.json',
    (contract) => contract.replace('"maxLength": 200', '"maxLength": 100'),
    /generated\/openapi\.json is not what generated\/engine\/ was compiled from\. Run: npm run generate/,
  ],
  'a status of the engine that the contract does not declare': [
    'generated/engine/contract.js',
    (code) => code.replace('[413,', '[414,'),
    /The operation createTask does not allow the engine to answer \/problems\/content-too-large: the status 413 is not/,
  ],
};

for (const [what, [file, edit, message]] of Object.entries(refusals)) {
  t.test(`refuses to start with ${what}, and names it`, async (t) => {
    const { code, output } = await startEdited(t, file, edit);
    t.equal(code, 1);
    t.match(output, message);
    t.notMatch(output, /listening/);
  });
}
