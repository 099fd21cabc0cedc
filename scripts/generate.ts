/**
 * Makes `generated/` from `openapi/` and `migrations/`.
 *
 * With `--check` it writes nothing and fails, naming each file, where what is committed differs from what would be made.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import type { OpenAPI3 } from 'openapi-typescript';
import { ContractError } from './contract/contract-error.ts';
import type { ContractDocument } from './contract/declared-contract.ts';
import { contractCode } from './contract/standalone.ts';
import { packageRoot } from '../src/values/package-root.ts';
import { writeDatabaseTypes } from './generate/database-types.ts';
import { operationTable } from './generate/operation-table.ts';
import { contractTypes } from './generate/contract-types.ts';

const run = promisify(execFile);
const redoclyFolder = dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json'));
const committed = join(packageRoot, 'generated');

async function bundle(output: string): Promise<void> {
  await run(process.execPath, [join(redoclyFolder, 'bin', 'cli.js'), 'bundle', 'tasks', '--output', output], {
    cwd: packageRoot,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
  });
}

/** Redoc's standalone bundle as @redocly/cli has it, but for the logo that it would load from a CDN. */
async function writeRedoc(file: string): Promise<void> {
  const bundle = await readFile(join(redoclyFolder, 'lib', 'chunks', 'redoc.standalone.js'), 'utf8');
  const logos = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(?:-full)?\.svg/g;
  if (bundle.match(logos)?.length !== 2) throw new Error('Redoc loads its logo in another way than it did.');
  await writeFile(file, bundle.replace(logos, 'data:,'));
}

async function writeEngine(folder: string, document: ContractDocument, digest: string): Promise<void> {
  await mkdir(folder);
  for (const [name, code] of await contractCode(document, digest)) await writeFile(join(folder, name), code);
}

async function generateInto(folder: string): Promise<void> {
  const json = join(folder, 'openapi.json');
  await mkdir(join(folder, 'docs'));
  await Promise.all([
    writeDatabaseTypes(join(folder, 'database.ts')),
    bundle(json),
    bundle(join(folder, 'openapi.yaml')),
    writeRedoc(join(folder, 'docs', 'redoc.standalone.js')),
  ]);
  const text = await readFile(json, 'utf8');
  const document = JSON.parse(text) as OpenAPI3 & ContractDocument;
  await writeEngine(join(folder, 'engine'), document, createHash('sha256').update(text).digest('hex'));
  await writeFile(join(folder, 'contract.ts'), await contractTypes(document));
  await writeFile(join(folder, 'operations.ts'), operationTable(document));
}

/** Paths, relative to both folders, of the files that are not the same in both. */
async function differences(left: string, right: string): Promise<string[]> {
  const names = new Set<string>();
  for (const folder of [left, right]) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) names.add(relative(folder, join(entry.parentPath, entry.name)));
    }
  }
  const different: string[] = [];
  for (const name of [...names].sort()) {
    const contents = await Promise.all([left, right].map((folder) => readFile(join(folder, name)).catch(() => null)));
    const [a, b] = contents;
    if (!a || !b || !a.equals(b)) different.push(name);
  }
  return different;
}

const fresh = await mkdtemp(join(tmpdir(), 'tasks-api-generate-'));
try {
  await generateInto(fresh);
  if (process.argv.includes('--check')) {
    const different = await differences(committed, fresh);
    for (const name of different) console.error(`generated/${name} is not what "npm run generate" makes`);
    if (different.length > 0) process.exitCode = 1;
  } else {
    await rm(committed, { recursive: true, force: true });
    await cp(fresh, committed, { recursive: true });
  }
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  console.error(`openapi/tasks.yaml: ${error.message}`);
  process.exitCode = 1;
} finally {
  await rm(fresh, { recursive: true, force: true });
}
