import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { copyServer } from './copied-server.ts';

/** Starts a copy of the server in this Node.js, which says that it is another one. @returns exit code and output */
function start(program: string, version: string): Promise<readonly [code: unknown, output: string]> {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: ${JSON.stringify(version)} });`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`, program];
  const env = { PATH: process.env['PATH'], NODE_ENV: 'production' };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: tmpdir(), env }, (error, stdout, stderr) =>
      resolve([error?.code ?? 0, stdout + stderr]),
    );
  });
}

/** Programs that production starts directly, and what each loads after the check. */
const programs = {
  'src/main.js': 'src/process/serve.js',
  'src/process/migrate.js': 'src/process/migrate-command.js',
};

for (const [name, loaded] of Object.entries(programs)) {
  t.test(`${name} names the Node.js that is needed before it loads what an older one cannot`, async (t) => {
    const folder = await copyServer(t);
    await writeFile(join(folder, loaded), 'no older Node.js can parse this');
    const program = join(folder, name);
    for (const version of ['16.20.2', '18.20.8', '20.9.0', '20.18.3']) {
      const sentence = `tasks-api needs Node.js 20.19.0 or later. This is ${version}.\n`;
      t.strictSame(await start(program, version), [1, sentence]);
    }
    for (const version of ['20.19.0', '22.0.0', '100.0.0']) t.match((await start(program, version))[1], 'SyntaxError');
  });
}
