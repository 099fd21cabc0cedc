import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { compiledRoot } from '../test-run/compiled-root.ts';
import { checkExchange, contractUnderTest } from './check.ts';
import type { Exchange } from './exchange.ts';
import { recordFolder, type CoverageRecord } from './records.ts';

let seen: Set<string> | undefined;

/** Opens the record of this process. It is written when the process exits. */
function openRecord(): Set<string> {
  const items = new Set<string>();
  const folder = recordFolder();
  if (folder !== undefined) {
    const contract = contractUnderTest().digest;
    process.once('exit', () => {
      const file = relative(compiledRoot, process.argv[1] ?? '').replace(/\.js$/, '.ts');
      const record: CoverageRecord = { contract, file, items: [...items] };
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(record));
    });
  }
  return items;
}

/**
 * Checks an exchange against the contract and records the items that it exercises.
 *
 * @throws ContractBreach if the contract does not allow it
 */
export function recordExchange(exchange: Exchange): void {
  seen ??= openRecord();
  for (const item of checkExchange(exchange)) seen.add(item);
}

/** Calls the global fetch and records the exchange. @throws ContractBreach if the contract does not allow it */
export async function recordedFetch(request: Request): Promise<Response> {
  const requestBody = await request.clone().text();
  const response = await fetch(request);
  const { pathname, search } = new URL(request.url);
  recordExchange({
    method: request.method,
    target: `${pathname}${search}`,
    requestHeaders: Object.fromEntries(request.headers),
    requestBody,
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.clone().text(),
  });
  return response;
}
