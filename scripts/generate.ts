/**
 * `npm run generate`: makes `generated/` from `openapi/` and `migrations/`, as far as it is out of date.
 *
 * `--build` makes only the files that are not committed, and reports only what it made. `--check` makes everything,
 * writes nothing, and fails if a file in `generated/` differs, naming each.
 */
import { ContractError } from './contract/contract-error.ts';
import { differences, generate, generateForBuild, printMade, type Report } from './generate/generate.ts';

const [option] = process.argv.slice(2);
const report: Report = { made: printMade, upToDate: (name) => console.log(`${name}: up to date`) };

async function check(): Promise<void> {
  const different = await differences(report);
  for (const name of different) console.error(`generated/${name} is not what "npm run generate" makes`);
  if (different.length > 0) process.exitCode = 1;
}

try {
  if (option === '--check') await check();
  else if (option === '--build') await generateForBuild();
  else await generate(() => true, report);
} catch (error) {
  if (!(error instanceof ContractError)) throw error;
  console.error(`openapi/tasks.yaml: ${error.message}`);
  process.exitCode = 1;
}
