import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const redocly = dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json'));

/** Redoc's standalone bundle from @redocly/cli, without the logo that it would load from a CDN. */
export async function redocBundle(): Promise<string> {
  const bundle = await readFile(join(redocly, 'lib', 'chunks', 'redoc.standalone.js'), 'utf8');
  const logos = /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(?:-full)?\.svg/g;
  // Our page must not load anything from another host.
  if (bundle.match(logos)?.length !== 2) throw new Error("Redoc's logo is no longer where it was replaced.");
  return bundle.replace(logos, 'data:,');
}
