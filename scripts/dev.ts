/**
 * `npm run dev`: runs the server from its sources and restarts it when they change. A change of the contract or a
 * migration regenerates first. If that fails, the error is printed and the running server keeps serving.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../src/values/package-root.ts';

/** An editor saves in several steps, and a branch switch touches many files. */
const settleMs = 150;

const server = ['--import', 'tsx', join('src', 'main.ts')];
const generation = ['--import', 'tsx', join('scripts', 'generate.ts')];

/** Starts a process in its own group. Ctrl+C then reaches it once, through us, and not again from the terminal. */
function run(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, args, { cwd: packageRoot, stdio: 'inherit', detached: true });
}

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (child?.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

let running: ChildProcess | undefined;
let mustGenerate = true;
let mustRestart = true;
let isBusy = false;
let isEnding = false;

/** Regenerates in a process of its own, which loads the migrations as they are now. @returns false if it failed */
async function regenerate(): Promise<boolean> {
  mustGenerate = false;
  const child = run(generation);
  await ended(child);
  if (child.exitCode === 0) return true;
  mustGenerate = true;
  return false;
}

async function restart(): Promise<void> {
  if (mustGenerate && !(await regenerate())) return;
  running?.kill('SIGTERM');
  await ended(running);
  if (!isEnding) running = run(server);
}

/** Restarts until nothing has changed meanwhile. */
async function update(): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  while (mustRestart && !isEnding) {
    mustRestart = false;
    await restart();
  }
  isBusy = false;
}

let timer: NodeJS.Timeout | undefined;

function watchFolder(folder: string, isGenerated: boolean): void {
  watch(join(packageRoot, folder), { recursive: true }, () => {
    mustRestart = true;
    mustGenerate ||= isGenerated;
    clearTimeout(timer);
    timer = setTimeout(() => void update(), settleMs);
  });
}

async function end(signal: NodeJS.Signals): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  running?.kill(signal);
  await ended(running);
  process.exit();
}

watchFolder('src', false);
watchFolder('openapi', true);
watchFolder('migrations', true);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(signal));
await update();
