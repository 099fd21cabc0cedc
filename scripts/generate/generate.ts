/** Runs the steps of the generation whose sources have changed. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/values/package-root.ts';
import { filesIn } from './hash.ts';
import { hashOfSources, readStamps, stampOf, stampsFile, writeStamps, type Stamps } from './stamps.ts';
import type { Files, Step } from './step.ts';
import { chains } from './steps.ts';

const generated = join(packageRoot, 'generated');

/** Is told what becomes of each step. */
export interface Report {
  readonly upToDate: (name: string) => void;
  readonly made: (name: string, seconds: number) => void;
}

/** Prints what became of a step. */
export const printMade: Report['made'] = (name, seconds) => console.log(`${name}: made in ${seconds.toFixed(1)} s`);

type Sources = ReadonlyMap<Step, string>;

/** Reads a file of `generated/`; undefined if it does not exist. */
async function onDisk(name: string): Promise<string | undefined> {
  return readFile(join(generated, name), 'utf8').catch(() => undefined);
}

/** Runs chains side by side. Nothing is written. @returns every file that the steps make */
async function makeAll(toRun: readonly (readonly Step[])[], report: Report): Promise<Files> {
  const made = new Map<string, string>();
  const read = async (name: string): Promise<string> => made.get(name) ?? readFile(join(generated, name), 'utf8');
  await Promise.all(
    toRun.map(async (chain) => {
      for (const step of chain) {
        const startedAt = performance.now();
        for (const [name, text] of await step.make(read)) made.set(name, text);
        report.made(step.name, (performance.now() - startedAt) / 1000);
      }
    }),
  );
  return made;
}

/** Replaces the files that have changed, each at once, so that no reader sees half of one. */
async function write(made: Files, steps: readonly Step[]): Promise<void> {
  for (const [name, text] of made) {
    if ((await onDisk(name)) === text) continue;
    const file = join(generated, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  }
  for (const folder of steps.flatMap(({ outputs }) => outputs.filter((output) => output.endsWith('/')))) {
    for (const name of await filesIn(join(generated, folder))) {
      if (!made.has(join(folder, name))) await rm(join(generated, folder, name));
    }
  }
}

/** Finds the first step of a chain that is out of date: the steps after it read what it makes. */
async function staleSteps(
  chain: readonly Step[],
  sources: Sources,
  stamps: Stamps,
  report: Report,
): Promise<readonly Step[]> {
  for (const [index, step] of chain.entries()) {
    if (stamps[step.name] !== (await stampOf(step, sources.get(step) ?? ''))) return chain.slice(index);
    report.upToDate(step.name);
  }
  return [];
}

/**
 * Makes what is out of date. Nothing is written if a step fails.
 *
 * @param select the steps to consider
 * @throws ContractError if the contract cannot be compiled
 */
export async function generate(select: (step: Step) => boolean, report: Report): Promise<void> {
  const stamps = await readStamps();
  const selected = chains.map((chain) => chain.filter(select));
  // Hashed before the steps run: a source that is edited meanwhile makes its step run again.
  const sources: Sources = new Map(
    await Promise.all(selected.flat().map(async (step) => [step, await hashOfSources(step)] as const)),
  );
  const toRun = await Promise.all(selected.map((chain) => staleSteps(chain, sources, stamps, report)));
  const steps = toRun.flat();
  if (steps.length === 0) return;
  await write(await makeAll(toRun, report), steps);
  const made = steps.map(async (step) => [step.name, await stampOf(step, sources.get(step) ?? '')] as const);
  await writeStamps({ ...stamps, ...Object.fromEntries(await Promise.all(made)) });
}

/** Makes what `npm run build` needs and is not committed, and prints what it made. */
export async function generateForBuild(): Promise<void> {
  await generate(({ atBuild }) => atBuild, { made: printMade, upToDate: () => undefined });
}

/** Makes everything again and compares. Nothing is written. @returns the names of the files that differ */
export async function differences(report: Report): Promise<string[]> {
  const made = await makeAll(chains, report);
  const names = [...new Set([...made.keys(), ...(await filesIn(generated))])].filter((name) => name !== stampsFile);
  const isDifferent = await Promise.all(names.map(async (name) => (await onDisk(name)) !== made.get(name)));
  return names.filter((_name, index) => isDifferent[index]).sort();
}
