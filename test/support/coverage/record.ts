import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { packageRoot } from '../../../src/package-root.ts';
import type { DeclaredContract } from './declared.ts';
import { readContractDocument } from './document.ts';
import type { Exchange } from './exchange.ts';
import { observe } from './observe.ts';
import { readDeclared } from './read-declared.ts';
import { recordFolder, type CoverageRecord } from './records.ts';

const seen = new Set<string>();
let contract: DeclaredContract | undefined;

function prepare(): DeclaredContract {
  const { document, digest } = readContractDocument();
  const folder = recordFolder();
  if (folder !== undefined) {
    process.once('exit', () => {
      const file = relative(packageRoot, process.argv[1] ?? '');
      const record: CoverageRecord = { contract: digest, file, items: [...seen] };
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${randomUUID()}.json`), JSON.stringify(record));
    });
  }
  return readDeclared(document);
}

/**
 * Checks an exchange against the contract, and remembers what it shows of it until the process ends.
 *
 * @throws ContractBreach where the contract does not allow it
 */
export function recordExchange(exchange: Exchange): void {
  contract ??= prepare();
  for (const item of observe(contract, exchange)) seen.add(item);
}

/** The global fetch, recorded. @throws ContractBreach where the contract does not allow the exchange */
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
