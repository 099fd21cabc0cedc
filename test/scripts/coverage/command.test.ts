import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import t, { type Test } from 'tap';
import { packageRoot } from '../../../src/values/package-root.ts';
import { securityHeaders } from '../../../src/http/security-headers.ts';
import { compiledRoot } from '../../../scripts/test-run/compiled-root.ts';
import { assess } from '../../../scripts/coverage/coverage.ts';
import { readContractDocument } from '../../../scripts/coverage/document.ts';
import { declaredItems } from '../../../scripts/coverage/items.ts';
import { readDeclared } from '../../../scripts/coverage/read-declared.ts';
import { readRecords, type CoverageRecord } from '../../../scripts/coverage/records.ts';
import { readUnreachable } from '../../../scripts/coverage/unreachable.ts';
import { temporaryFolder } from '../../support/process.ts';

const { document, digest } = readContractDocument();
const unreachable = readUnreachable(await readFile(join(packageRoot, 'openapi', 'unreachable.yaml'), 'utf8'));
const reachable = assess(declaredItems(readDeclared(document)), [], unreachable)
  .items.filter(({ reason }) => reason === undefined)
  .map(({ id }) => id);

/** Runs a compiled program with a folder for records, or without one. */
async function run(
  folder: string | undefined,
  ...args: readonly string[]
): Promise<{ readonly code: unknown; readonly output: string }> {
  const { TASKS_API_TEST_COVERAGE: _, ...environment } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: compiledRoot,
    env: folder === undefined ? environment : { ...environment, TASKS_API_TEST_COVERAGE: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await ended) as unknown[];
  return { code, output: `${out}${err}` };
}

async function report(t: Test, records: readonly CoverageRecord[]) {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'records'));
  for (const [index, record] of records.entries()) {
    await writeFile(join(folder, 'records', `${index}.json`), JSON.stringify(record));
  }
  const page = () => readFile(join(folder, 'index.html'), 'utf8');
  return { ...(await run(join(folder, 'records'), 'scripts/contract-coverage.js')), page };
}

const all: CoverageRecord = { contract: digest, file: 'all.test.ts', items: reachable };

t.test('ends with 0 if every reachable item was reached', async (t) => {
  const { code, output, page } = await report(t, [all]);
  t.equal(code, 0, output);
  t.match(output, /^total .* 100 %$/m);
  t.match(await page(), /<h1>Contract coverage: .* 100 %<\/h1>/);
});

t.test('ends with 1 and names the item if one was not reached', async (t) => {
  const { code, output, page } = await report(t, [{ ...all, items: reachable.slice(1) }]);
  t.equal(code, 1);
  t.match(output, `not reached: ${reachable[0]}\n`);
  t.match(await page(), 'class="missing"');
});

t.test('refuses a record of another contract', async (t) => {
  const { code, output } = await report(t, [all, { ...all, contract: 'another', file: 'old.test.ts' }]);
  t.equal(code, 1);
  t.match(output, /^The record of old\.test\.ts belongs to another contract\. Run "npm test" again\.$/m);
});

const program = `
  import { recordExchange } from './scripts/coverage/record.js';
  const headers = ${JSON.stringify({ ...securityHeaders, 'content-type': 'application/json' })};
  const request = { method: 'GET', target: '/docs/nowhere', requestHeaders: {}, requestBody: '' };
  const exchange = { ...request, status: 200, headers, body: '' };
  recordExchange(exchange);
  recordExchange(exchange);
`;

t.test('a process writes its record once, when it ends, and only if it is asked to', async (t) => {
  const folder = await temporaryFolder(t);
  t.strictSame(await run(undefined, '--input-type=module', '--eval', program), { code: 0, output: '' });
  t.strictSame(await readdir(folder), []);
  t.strictSame(await run(folder, '--input-type=module', '--eval', program), { code: 0, output: '' });
  t.match(await readRecords(folder), [{ contract: digest, items: [] }]);
  t.equal((await readdir(folder)).length, 1);
});
