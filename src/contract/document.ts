import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIV3_1 } from 'openapi-types';
import { packageRoot } from '../package-root.ts';

/** The contract as one OpenAPI 3.1 document. */
export type ContractDocument = OpenAPIV3_1.Document;

/** The bundled contract, as text to be served and as a document to be run. */
export interface Contract {
  readonly json: string;
  readonly yaml: string;
  readonly document: ContractDocument;
}

/** Reads the contract that generation made. @throws where `generated/` is incomplete */
export function readContract(): Contract {
  const json = readFileSync(join(packageRoot, 'generated', 'openapi.json'), 'utf8');
  const yaml = readFileSync(join(packageRoot, 'generated', 'openapi.yaml'), 'utf8');
  return { json, yaml, document: JSON.parse(json) as ContractDocument };
}
