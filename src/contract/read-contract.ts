import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contract } from '../../generated/engine/contract.ts';
import { packageRoot } from '../values/package-root.ts';
import type { CompiledContract } from './types/compiled.ts';

/** The contract: as text to publish and as code to serve. */
export interface Contract {
  readonly json: string;
  readonly yaml: string;
  readonly compiled: CompiledContract;
}

/**
 * Checks that a compiled contract was made from a document.
 *
 * @throws Error if it was made from another text
 */
export function checkDigest(json: string, { digest }: CompiledContract): void {
  if (createHash('sha256').update(json).digest('hex') === digest) return;
  throw new Error('generated/openapi.json is not what generated/engine/ was compiled from. Run: npm run generate');
}

/**
 * Reads the generated contract.
 *
 * @throws Error if `generated/` is incomplete, or its document and its code do not match
 */
export function readContract(): Contract {
  const json = readFileSync(join(packageRoot, 'generated', 'openapi.json'), 'utf8');
  const yaml = readFileSync(join(packageRoot, 'generated', 'openapi.yaml'), 'utf8');
  checkDigest(json, contract);
  return { json, yaml, compiled: contract };
}
