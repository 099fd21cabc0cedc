import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../src/values/package-root.ts';

function read(file: string): string {
  return readFileSync(join(packageRoot, file), 'utf8');
}

const specs = readdirSync(join(packageRoot, 'specs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('specs', name));

/** The pages that describe the repository as it is. The changelog names what was. */
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...specs];

/** Every first group of a pattern in a page. */
function found(page: string, pattern: RegExp): string[] {
  return [...read(page).matchAll(pattern)].map(([, group = '']) => group);
}

const link = /\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g;
const path = /`((?:\.ci|bench|generated|migrations|openapi|scripts|specs|src|test)\/[^`\s*<>{}…]*)`/g;
const command = /npm run (?:--silent )?([a-z][a-z:-]*)/g;

/** The members of package.json that are read here. */
interface Manifest {
  readonly version: unknown;
  readonly scripts: object;
}

function isManifest(value: unknown): value is Manifest {
  return value instanceof Object && 'version' in value && 'scripts' in value && value.scripts instanceof Object;
}

function manifest(): Manifest {
  const value: unknown = JSON.parse(read('package.json'));
  if (!isManifest(value)) throw new Error('package.json has no version or no scripts.');
  return value;
}

t.test('every relative link leads to a file', async (t) => {
  const links = [...pages, 'CHANGELOG.md'].flatMap((page) =>
    found(page, link).map((target) => join(dirname(page), target)),
  );
  t.ok(links.length > 20, 'links are found');
  t.strictSame(
    links.filter((target) => !existsSync(join(packageRoot, target))),
    [],
  );
});

t.test('every path in code exists', async (t) => {
  const paths = pages.flatMap((page) => found(page, path).map((name) => `${page}: ${name}`));
  t.ok(paths.length > 40, 'paths are found');
  t.strictSame(
    paths.filter((line) => !existsSync(join(packageRoot, line.split(': ')[1] ?? ''))),
    [],
  );
});

t.test('every npm command is a script', async (t) => {
  const { scripts } = manifest();
  const commands = pages.flatMap((page) => found(page, command).map((name) => `${page}: ${name}`));
  t.ok(commands.length > 20, 'commands are found');
  t.strictSame(
    commands.filter((line) => !Object.hasOwn(scripts, line.split(': ')[1] ?? '')),
    [],
  );
});

t.test('package, contract and changelog have the same version', async (t) => {
  const { version } = manifest();
  t.match(JSON.parse(read('generated/openapi.json')), { info: { version } });
  t.equal(found('CHANGELOG.md', /^## \[(\d[^\]]*)\]/gm)[0], version);
});
