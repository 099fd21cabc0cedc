import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { packageRoot } from '../../src/values/package-root.ts';
import { isRecord } from '../../src/values/is-record.ts';
import { withCodeSamples } from './code-samples.ts';
import type { Files } from './step.ts';

const run = promisify(execFile);
const redocly = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin', 'cli.js');

/**
 * Bundles the contract with Redocly, as YAML. The JSON is made from that: Redocly would need a second run for it. Only
 * the JSON has code samples, as the documentation page reads that.
 */
export async function bundle(): Promise<Files> {
  const folder = await mkdtemp(join(tmpdir(), 'tasks-api-bundle-'));
  try {
    const output = join(folder, 'openapi.yaml');
    await run(process.execPath, [redocly, 'bundle', 'tasks', '--output', output], {
      cwd: packageRoot,
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    });
    const yaml = await readFile(output, 'utf8');
    const document: unknown = parse(yaml);
    if (!isRecord(document)) throw new Error('The bundled contract is not an object.');
    return new Map([
      ['openapi.yaml', yaml],
      ['openapi.json', JSON.stringify(withCodeSamples(document), null, 2)],
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
