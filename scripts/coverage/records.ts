import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/values/package-root.ts';
import { isObject, parseJson, textIn, textsIn } from './json.ts';

const variable = 'TASKS_API_TEST_COVERAGE';

/** Where a test run leaves its records, and the report beside them. */
export const runFolder = join(packageRoot, '.coverage', 'records');

/** What one test process saw. */
export interface CoverageRecord {
  /** The digest of the contract that it was seen of. */
  readonly contract: string;
  /** The test file. */
  readonly file: string;
  readonly items: readonly string[];
}

/** Where this process leaves its record; undefined where nobody asks for one. */
export function recordFolder(): string | undefined {
  return process.env[variable];
}

/** What a test run hands to every test file. The records of the run before are removed. */
export async function coverageEnvironment(): Promise<NodeJS.ProcessEnv> {
  await rm(runFolder, { recursive: true, force: true });
  await mkdir(runFolder, { recursive: true });
  return { [variable]: runFolder };
}

/** Reads the records of a run; none where there was none. @throws where a file there is no record */
export async function readRecords(folder: string): Promise<CoverageRecord[]> {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names.map(async (name) => {
      const record = parseJson(await readFile(join(folder, name), 'utf8'));
      const contract = isObject(record) ? textIn(record, 'contract') : undefined;
      if (!isObject(record) || contract === undefined) throw new Error(`${join(folder, name)} is no record of a test.`);
      return { contract, file: textIn(record, 'file') ?? name, items: textsIn(record, 'items') };
    }),
  );
}

/** Makes sure that all records are of this contract. @throws naming the first test file whose record is not */
export function refuseOtherContracts(records: readonly CoverageRecord[], digest: string): void {
  const other = records.find(({ contract }) => contract !== digest);
  if (other) throw new Error(`What ${other.file} saw is of another contract. Run "npm test" again.`);
}
