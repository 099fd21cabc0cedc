/**
 * `npm run coverage:contract`: reports the parts of the contract that the last test run exercised. Runs the tests first
 * if there is no record for this contract. Fails if a part that can be reached was not.
 */
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { packageRoot } from '../src/values/package-root.ts';
import { assess, isComplete } from './coverage/coverage.ts';
import { readContractDocument } from './coverage/document.ts';
import { declaredItems } from './coverage/items.ts';
import { formatPage } from './coverage/page.ts';
import { readDeclared } from './coverage/read-declared.ts';
import { readRecords, recordFolder, refuseOtherContracts, runFolder } from './coverage/records.ts';
import { formatTable } from './coverage/table.ts';
import { readUnreachable } from './coverage/unreachable.ts';

const { document, digest } = readContractDocument();
const folder = recordFolder() ?? runFolder;

async function recordsOfThisContract(): Promise<Awaited<ReturnType<typeof readRecords>>> {
  const records = await readRecords(folder);
  if (records.some(({ contract }) => contract === digest)) {
    refuseOtherContracts(records, digest);
    return records;
  }
  const { status } = spawnSync('npm', ['test'], { cwd: packageRoot, stdio: 'inherit' });
  if (status !== 0) throw new Error('The tests failed. Their records are not counted.');
  return readRecords(folder);
}

try {
  const unreachable = readUnreachable(await readFile(join(packageRoot, 'openapi', 'unreachable.yaml'), 'utf8'));
  const coverage = assess(declaredItems(readDeclared(document)), await recordsOfThisContract(), unreachable);
  const page = join(dirname(folder), 'index.html');
  await writeFile(page, formatPage(coverage));
  console.log(formatTable(coverage));
  console.log(`The page: ${page}`);
  process.exitCode = isComplete(coverage) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
