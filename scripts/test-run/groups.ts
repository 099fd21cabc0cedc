/**
 * Groups of test files that share a process. Starting Node.js, tap and the server's modules takes more CPU time than
 * most of these files need for their tests. Files that start processes or measure time are in no group.
 */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/values/package-root.ts';

const folder = '.compiled';

/** The sources of each group, by its name. */
const patterns: Readonly<Record<string, string>> = {
  app: 'test/app/*.test.ts',
  operations: 'test/app/operations/*.test.ts',
  request: 'test/contract/request/*.test.ts',
  statuses: 'test/app/operations/*/*.test.ts',
  tasks: 'test/app/tasks/*.test.ts',
  values: 'test/values/*.test.ts',
};

const entryOf = (name: string): string => `${folder}/groups/${name}.js`;

function matches(file: string, pattern: string): boolean {
  const compiled = `${folder}/${pattern.replace(/\.ts$/, '.js')}`;
  return new RegExp(`^${compiled.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`).test(file);
}

/** Returns the pattern of the sources of a group; undefined if the file is no group's entry. */
export function groupPattern(file: string): string | undefined {
  return Object.entries(patterns).find(([name]) => entryOf(name) === file)?.[1];
}

/** Test files, divided among processes. All paths are relative to the package, and of compiled files. */
export interface Division {
  /** The files of each group, by its entry. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** Files of no group. */
  readonly single: readonly string[];
}

/** Divides test files into groups. @throws naming the pattern of a group without files */
export function divide(files: readonly string[]): Division {
  const single = new Set(files);
  const groups = new Map<string, readonly string[]>();
  for (const [name, pattern] of Object.entries(patterns)) {
    const members = [...single].filter((file) => matches(file, pattern));
    if (members.length === 0) throw new Error(`No test file matches ${pattern}.`);
    for (const member of members) single.delete(member);
    groups.set(entryOf(name), members);
  }
  return { groups, single: [...single] };
}

/**
 * Makes the entry of a group. It loads all files within one test: tap ends when no test is left, and some files start a
 * server before their first one.
 */
function entryText(files: readonly string[]): string {
  const imports = files.map((file) => `  await import('../${file.slice(folder.length + 1)}');`);
  return ["import t from 'tap';", "t.test('loads its test files', async () => {", ...imports, '});', ''].join('\n');
}

/** Lists all compiled test files. */
export async function testFiles(): Promise<string[]> {
  const names = await readdir(join(packageRoot, folder, 'test'), { recursive: true });
  return names.filter((name) => name.endsWith('.test.js')).map((name) => `${folder}/test/${name}`);
}

/** Writes the entries of all groups. @returns what tap runs: the entries and the files of no group */
export async function groupTests(): Promise<string[]> {
  const { groups, single } = divide(await testFiles());
  await mkdir(join(packageRoot, folder, 'groups'), { recursive: true });
  for (const [entry, files] of groups) await writeFile(join(packageRoot, entry), entryText(files.toSorted()));
  return [...groups.keys(), ...single];
}
