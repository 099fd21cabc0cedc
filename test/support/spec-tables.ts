/** Reads the tables of the pages in specs/. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/values/package-root.ts';

/** Reads a page of specs/. */
export function readSpec(file: string): string {
  return readFileSync(join(packageRoot, 'specs', file), 'utf8');
}

/** The cells of every table row in a text whose first cell is code: `| `name` | second | … |`. */
export function rowsIn(text: string): string[][] {
  return [...text.matchAll(/^\| `([^`]+)` +\|(.*)\|$/gm)].map(([, name = '', rest = '']) => [
    name,
    ...rest.split(' | ').map((cell) => cell.trim()),
  ]);
}

/** The same of a page of specs/. */
export function rowsOf(file: string): string[][] {
  return rowsIn(readSpec(file));
}

/** The texts in code of a cell. */
export function codesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}
