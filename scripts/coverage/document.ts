import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../../src/values/is-record.ts';
import { packageRoot } from '../../src/values/package-root.ts';
import { parseJson, textIn, type JsonObject } from './json.ts';

/**
 * The bundled contract for the judge of the tests. It is read independently of scripts/contract/, which compiles the
 * server's own checks: a mistake there must not hide itself.
 */
export interface ContractDocument {
  readonly document: JsonObject;
  /** SHA-256 of the text, in hexadecimal. Identifies the contract. */
  readonly digest: string;
}

/** Reads the generated contract. @throws if it is not a JSON object */
export function readContractDocument(): ContractDocument {
  const text = readFileSync(join(packageRoot, 'generated', 'openapi.json'), 'utf8');
  const document = parseJson(text);
  if (!isRecord(document)) throw new Error('generated/openapi.json is not a JSON object. Run "npm run generate".');
  return { document, digest: createHash('sha256').update(text).digest('hex') };
}

/** Follows `$ref`s inside the document until there is none. @throws if one leads nowhere */
export function resolve(document: JsonObject, value: unknown): JsonObject {
  if (!isRecord(value)) throw new Error('A part of the contract is not an object.');
  const reference = textIn(value, '$ref');
  if (reference === undefined) return value;
  let target: unknown = reference.startsWith('#/') ? document : undefined;
  for (const name of reference.slice('#/'.length).split('/')) {
    target = isRecord(target) ? target[name.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  if (!isRecord(target)) throw new Error(`The contract has no ${reference}.`);
  return resolve(document, target);
}
