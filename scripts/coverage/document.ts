import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/values/package-root.ts';
import { isObject, parseJson, textIn, type JsonObject } from './json.ts';

/** The bundled contract, as the tests judge it: read by nothing of the server's. */
export interface ContractDocument {
  readonly document: JsonObject;
  /** Tells one contract from another. */
  readonly digest: string;
}

/** Reads the contract that generation made. @throws where it is no JSON object */
export function readContractDocument(): ContractDocument {
  const text = readFileSync(join(packageRoot, 'generated', 'openapi.json'), 'utf8');
  const document = parseJson(text);
  if (!isObject(document)) throw new Error('generated/openapi.json is no JSON object. Run "npm run generate".');
  return { document, digest: createHash('sha256').update(text).digest('hex') };
}

/** Follows a `$ref` inside the document, as often as there is one. @throws where it leads nowhere */
export function resolve(document: JsonObject, value: unknown): JsonObject {
  if (!isObject(value)) throw new Error('The contract has something else where an object has to be.');
  const reference = textIn(value, '$ref');
  if (reference === undefined) return value;
  let target: unknown = reference.startsWith('#/') ? document : undefined;
  for (const name of reference.slice('#/'.length).split('/')) {
    target = isObject(target) ? target[name.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  if (!isObject(target)) throw new Error(`The contract has no ${reference}.`);
  return resolve(document, target);
}
