/** The steps of the generation, with the files that each one reads and writes. */
import { createHash } from 'node:crypto';
import type { DeclaredContract } from '../contract/declared-contract.ts';
import type { ReadGenerated, Step } from './step.ts';

/** The generator itself, and the versions of what it uses. */
const generator = ['scripts/contract', 'scripts/generate', 'package-lock.json'];
const json = 'openapi.json';

let last: { readonly text: string; readonly contract: Promise<DeclaredContract> } | undefined;

async function readContract(read: ReadGenerated): Promise<DeclaredContract> {
  // The modules behind a step are loaded when it runs: a run that has nothing to do takes no longer than it must.
  const { parseContract, readDeclaredContract } = await import('../contract/declared-contract.ts');
  const text = await read(json);
  if (last?.text !== text) last = { text, contract: readDeclaredContract(parseContract(text)) };
  return last.contract;
}

const bundle: Step = {
  name: 'contract bundle',
  sources: ['openapi/tasks.yaml', 'redocly.yaml', ...generator],
  reads: [],
  outputs: ['openapi.yaml', json],
  atBuild: false,
  make: async () => (await import('./bundle.ts')).bundle(),
};

const contractTypes: Step = {
  name: 'contract types',
  sources: generator,
  reads: [json],
  outputs: ['contract.ts'],
  atBuild: false,
  make: async (read) => {
    const { contractTypes } = await import('./contract-types.ts');
    return new Map([['contract.ts', await contractTypes(await read(json))]]);
  },
};

const operationTable: Step = {
  name: 'operation table',
  sources: generator,
  reads: [json],
  outputs: ['operations.ts'],
  atBuild: false,
  make: async (read) => {
    const { operationTable } = await import('./operation-table.ts');
    return new Map([['operations.ts', operationTable((await readContract(read)).operations)]]);
  },
};

const engine: Step = {
  name: 'contract engine',
  // src/contract/ has the formats and patterns that the compiled code uses.
  sources: ['src/contract', ...generator],
  reads: [json],
  outputs: ['engine/'],
  atBuild: true,
  make: async (read) => {
    const { contractCode } = await import('../contract/standalone.ts');
    const digest = createHash('sha256')
      .update(await read(json))
      .digest('hex');
    const files = contractCode(await readContract(read), digest);
    return new Map([...files].map(([name, code]) => [`engine/${name}`, code]));
  },
};

const mockExamples: Step = {
  name: 'mock examples',
  sources: generator,
  reads: [json],
  outputs: ['examples.ts'],
  atBuild: true,
  make: async (read) => {
    const { mockExamples } = await import('./mock-examples.ts');
    return new Map([['examples.ts', mockExamples(await readContract(read))]]);
  },
};

const databaseTypes: Step = {
  name: 'database types',
  sources: ['migrations', 'scripts/generate/database-types.ts', 'package-lock.json'],
  reads: [],
  outputs: ['database.ts'],
  atBuild: false,
  make: async () => new Map([['database.ts', await (await import('./database-types.ts')).databaseTypes()]]),
};

const redoc: Step = {
  name: "Redoc's bundle",
  sources: ['scripts/generate/redoc.ts', 'package-lock.json'],
  reads: [],
  outputs: ['docs/'],
  atBuild: true,
  make: async () => new Map([['docs/redoc.standalone.js', await (await import('./redoc.ts')).redocBundle()]]),
};

/** All steps. Chains run side by side; within a chain, a step can read what the steps before it made. */
export const chains: readonly (readonly Step[])[] = [
  [bundle, contractTypes, operationTable, mockExamples, engine],
  [databaseTypes],
  [redoc],
];
