/** The files in which the tests record what they exercised. */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '../../src/values/is-record.ts';
import { packageRoot } from '../../src/values/package-root.ts';
import { parseJson, textIn, textsIn } from './json.ts';

const variable = 'TASKS_API_TEST_COVERAGE';

/** The folder of a test run's records. The report is written beside it. */
export const runFolder = join(packageRoot, '.coverage', 'records');

/** The items that one test process exercised. */
export interface CoverageRecord {
  /** Digest of the contract. */
  readonly contract: string;
  /** The test file, or the entry of a group of test files. */
  readonly file: string;
  readonly items: readonly string[];
}

/** The folder for this process's record; undefined if the run keeps none. */
export function recordFolder(): string | undefined {
  return process.env[variable];
}

/** The environment of every test file. Removes the records of the previous run. */
export async function coverageEnvironment(): Promise<NodeJS.ProcessEnv> {
  await rm(runFolder, { recursive: true, force: true });
  await mkdir(runFolder, { recursive: true });
  return { [variable]: runFolder };
}

/** Reads the records of a run. Empty if there was no run. @throws if a file is not a record */
export async function readRecords(folder: string): Promise<CoverageRecord[]> {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names.map(async (name) => {
      const record = parseJson(await readFile(join(folder, name), 'utf8'));
      const contract = isRecord(record) ? textIn(record, 'contract') : undefined;
      if (!isRecord(record) || contract === undefined)
        throw new Error(`${join(folder, name)} is not a record of a test.`);
      return { contract, file: textIn(record, 'file') ?? name, items: textsIn(record, 'items') };
    }),
  );
}

/** Checks that all records belong to this contract. @throws naming the first test file whose record does not */
export function refuseOtherContracts(records: readonly CoverageRecord[], digest: string): void {
  const other = records.find(({ contract }) => contract !== digest);
  if (other) throw new Error(`The record of ${other.file} belongs to another contract. Run "npm test" again.`);
}
