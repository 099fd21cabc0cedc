/**
 * Follows specs/features/nextjs.md in a real browser: `npm run test:guide`. It runs the commands and writes the files
 * of that page, with free ports in place of 3000 and 8000. CHROMIUM is the path of the browser.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import t from 'tap';
import { packageRoot } from '../../src/values/package-root.ts';
import { browserFlags } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { temporaryFolder } from '../support/process.ts';
import { readGuide } from './read-guide.ts';

const run = promisify(execFile);

const folder = await temporaryFolder(t);
const webPort = await freePort();
const serverPort = await freePort();
const environment = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  PORT: serverPort,
  NEXT_TELEMETRY_DISABLED: '1',
  BETTER_AUTH_TELEMETRY: '0',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
};

const steps = readGuide('specs/features/nextjs.md').map(({ content, ...step }) => ({
  ...step,
  content: content.replaceAll(/\b3000\b/g, webPort).replaceAll(/\b8000\b/g, serverPort),
}));

/** Copies what a newcomer clones, with the changes that are not committed yet. */
async function copySource(): Promise<void> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await run('git', list, { cwd: packageRoot, maxBuffer: 2 ** 24 });
  for (const name of stdout.split('\0').filter((name) => name !== '' && name !== 'node_modules')) {
    await cp(join(packageRoot, name), join(folder, 'tasks-api', name));
  }
}

/** Pastes commands into a shell of their own and waits for their end. */
async function paste(commands: string, cwd: string): Promise<void> {
  await run('bash', ['-e', '-c', commands], { cwd, env: environment, maxBuffer: 2 ** 26 });
}

/** Pastes a command that goes on until the test ends. Returns its output so far. */
function keepRunning(command: string, cwd: string): () => string {
  const child = spawn('bash', ['-c', command], {
    cwd,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  const ended = once(child, 'close');
  t.teardown(async () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    } catch (error) {
      // The command has ended before: the test says why it failed.
      t.comment(String(error), text);
    }
    await ended;
  });
  return () => text;
}

/** Asks until the answer is a success. */
async function waitFor(url: string, output: () => string): Promise<void> {
  for (let attempt = 0; attempt < 240; attempt += 1) {
    try {
      if ((await fetch(url, { signal: AbortSignal.timeout(60_000) })).ok) return;
    } catch {
      // It does not listen yet.
    }
    await setTimeout(500);
  }
  throw new Error(`${url} does not answer: ${output()}`);
}

await copySource();
const [prepareServer, startServer, prepareApp, startApp, ...others] = steps.filter(({ language }) => language === 'sh');
if (!prepareServer || !startServer || !prepareApp || !startApp || others.length > 0) {
  throw new Error('The guide must have four blocks of commands: for the server, then for the app.');
}
const files = steps.filter(({ language }) => language !== 'sh');
const server = join(folder, 'tasks-api');
const web = join(folder, 'web');

await paste(prepareServer.content, folder);
const serverOutput = keepRunning(startServer.content, server);
await paste(prepareApp.content, folder);
for (const { name, content } of files) {
  await mkdir(dirname(join(web, name)), { recursive: true });
  await writeFile(join(web, name), content);
}
const appOutput = keepRunning(startApp.content, web);
await waitFor(`http://127.0.0.1:${serverPort}/healthz`, serverOutput);
await waitFor(`http://localhost:${webPort}/`, appOutput);

t.test('a user signs up, adds a task and still sees it after a reload', async (t) => {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: browserFlags,
  });
  t.teardown(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(90_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // The guide makes no icon, and browsers ask for one.
    const isIcon = message.location().url.endsWith('/favicon.ico');
    if (message.type() === 'error' && !isIcon) complaints.push(message.text());
  });
  const seen = (title: string): Promise<void> => page.getByRole('listitem').filter({ hasText: title }).waitFor();
  try {
    await page.goto(`http://localhost:${webPort}/`);
    await page.getByPlaceholder('E-mail').fill('alice@example.com');
    await page.getByPlaceholder('Password').fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByPlaceholder('Title').fill('Buy milk');
    await page.getByRole('button', { name: 'Add' }).click();
    await seen('Buy milk');
    await page.reload();
    await seen('Buy milk');
  } catch (error) {
    t.comment(await page.locator('body').innerText(), complaints, appOutput(), serverOutput());
    throw error;
  }
  t.strictSame(complaints, []);
});

t.test('the files of the guide compile', async (t) => {
  // `next dev` has made tsconfig.json.
  await t.resolves(paste('npx tsc --noEmit', web));
});
