import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../values/package-root.ts';

/** Writes a version such that the order of texts is the order of versions. */
function sortable(version: string): string {
  return version
    .split('.')
    .map((part) => part.padStart(5, '0'))
    .join('.');
}

/**
 * Ends the process with a sentence where Node.js is older than `engines` in package.json. This file and what it imports
 * must load in older ones: nothing here is newer than Node.js 16. `scripts/check-node.cjs` does this before a build.
 */
export function checkNode(): void {
  const manifest = readFileSync(join(packageRoot, 'package.json'), 'utf8');
  const needed = /"node": ">=([\d.]+)"/.exec(manifest)?.[1] ?? '';
  const given = process.versions.node;
  if (sortable(given) >= sortable(needed)) return;
  console.error(`tasks-api needs Node.js ${needed} or later. This is ${given}.`);
  process.exit(1);
}
