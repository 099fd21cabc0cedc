/**
 * `npm run changes:contract`: compares the contract with the last release. Fails, naming each place, if `info.version`
 * is too low for the changes. `--oasdiff` uses oasdiff instead of Redocly; it must be on the `PATH`.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { packageRoot } from '../src/values/package-root.ts';
import { findBase } from './contract-changes/base.ts';
import { compareByOasdiff, compareByRedocly } from './contract-changes/compare.ts';
import { NotComparableError } from './contract-changes/run.ts';

const contract = 'openapi/tasks.yaml';
const compare = process.argv.includes('--oasdiff') ? compareByOasdiff : compareByRedocly;
const folder = await mkdtemp(join(tmpdir(), 'tasks-api-changes-'));
try {
  const { revision, text } = findBase(packageRoot, contract);
  const base = relative(packageRoot, join(folder, 'tasks.yaml'));
  await writeFile(join(packageRoot, base), text);
  const { report, versionFits } = compare(base, contract);
  console.log(`Changes of ${contract} since ${revision}:\n`);
  console.log(report.replaceAll(base, `${revision}:${contract}`));
  if (!versionFits) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof NotComparableError ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
