/** Writes a page of results, and describes the machine that they come from. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { packageRoot } from '../../src/values/package-root.ts';

/** The machine and the versions that the numbers depend on, as a Markdown list. */
export async function describeMachine(postgresVersion: string, loadBefore: number): Promise<string> {
  const system = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const name = /^PRETTY_NAME="(.*)"$/m.exec(system)?.[1] ?? 'Linux';
  return [
    `- ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${(totalmem() / 1024 ** 3).toFixed(0)} GiB of memory`,
    `- ${name}, Linux ${release()}`,
    `- Node.js ${process.versions.node}`,
    `- PostgreSQL ${postgresVersion}`,
    `- Load average over the minute before the run: ${loadBefore.toFixed(1)}`,
  ].join('\n');
}

/** Formats a Markdown page and writes it to `bench/`. */
export async function writePage(name: string, text: string): Promise<void> {
  const path = join(packageRoot, 'bench', name);
  await writeFile(path, await format(text, { ...(await resolveConfig(path)), parser: 'markdown' }));
  console.log(`\nWritten to ${path}`);
}
