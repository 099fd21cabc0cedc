/** Remembers which steps of the generation are up to date. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/values/package-root.ts';
import { hashOf } from './hash.ts';
import type { Step } from './step.ts';

const generated = join(packageRoot, 'generated');

/** The name of the stamps below `generated/`. Git ignores them. */
export const stampsFile = '.stamps.json';

/** Hashes of everything that a step reads and writes, by step. */
export type Stamps = Readonly<Record<string, string>>;

/** Reads the stamps of the last run. Empty if there are none, or they cannot be read: then every step runs. */
export async function readStamps(): Promise<Stamps> {
  try {
    const stamps: unknown = JSON.parse(await readFile(join(generated, stampsFile), 'utf8'));
    const entries = typeof stamps === 'object' && stamps !== null ? Object.entries(stamps) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return {};
  }
}

/** Hashes the sources of a step. */
export async function hashOfSources({ sources }: Step): Promise<string> {
  return hashOf(packageRoot, sources);
}

/** The stamp of a step, from its sources' hash and the files below `generated/` that it reads and writes. */
export async function stampOf(step: Step, sources: string): Promise<string> {
  return `${sources} ${await hashOf(generated, [...step.reads, ...step.outputs])}`;
}

/** Writes the stamps for the next run. */
export async function writeStamps(stamps: Stamps): Promise<void> {
  await writeFile(join(generated, stampsFile), `${JSON.stringify(stamps, null, 2)}\n`);
}
