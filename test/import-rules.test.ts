/**
 * Tests that every rule of .dependency-cruiser.json bites: `npm run lint:imports` runs on a copy of the sources in
 * which new files break each rule, and must report these files and no others.
 */
import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import t, { type Test } from 'tap';
import { packageRoot } from '../src/values/package-root.ts';

/** A file that breaks a rule: its folder, and the file or package (`npm:…`) that it imports. */
type Breach = readonly [folder: string, target?: string];

/** Files named `inner.ts` stand for any file of a room. They are created in the copy. */
const breaches: Readonly<Record<string, readonly Breach[]>> = {
  'no-circular': [['src/values', 'src/values/breaks-no-circular-0.ts']],
  'no-orphans': [['src/values']],
  resolvable: [['src/app', 'npm:no-such-package']],
  'production-dependencies-only': [
    ['src/app', 'npm:semver'],
    ['migrations', 'npm:semver'],
    ['generated', 'npm:semver'],
  ],
  'pino-pretty-may-be-absent': [['src/process', 'npm:pino-pretty']],
  'shipped-code-stands-alone': [
    ['src/app', 'scripts/inner.ts'],
    ['src/app', 'test/inner.ts'],
    ['src/app', 'bench/inner.ts'],
    ['migrations', 'scripts/inner.ts'],
    ['generated', 'scripts/inner.ts'],
  ],
  'tools-do-not-use-tests': [
    ['scripts', 'test/inner.ts'],
    ['bench', 'test/inner.ts'],
  ],
  'rooms-are-entered-by-their-index': [
    ['src/process', 'src/app/inner.ts'],
    ['src/process', 'src/auth/inner.ts'],
    ['src/mock', 'src/contract/inner.ts'],
    ['src/process', 'src/database/inner.ts'],
    ['src/mock', 'src/http/inner.ts'],
  ],
  'main-enters-rooms-by-their-index': [
    ['src', 'src/app/inner.ts'],
    ['src', 'src/auth/inner.ts'],
    ['src', 'src/contract/inner.ts'],
    ['src', 'src/database/inner.ts'],
    ['src', 'src/http/inner.ts'],
  ],
  'embedded-postgres-is-entered-by-its-index': [
    ['src/database', 'src/database/embedded/inner.ts'],
    ['scripts', 'src/database/embedded/inner.ts'],
    ['bench', 'src/database/embedded/inner.ts'],
  ],
  'migrations-stand-alone': [
    ['migrations', 'src/values/inner.ts'],
    ['migrations', 'generated/database.ts'],
  ],
  'generated-imports': [['generated', 'src/values/inner.ts']],
  'values-uses-types-of-generated-only': [['src/values', 'generated/operations.ts']],
  'client-packages': [['src/client', 'npm:pino']],
  'values-imports': [['src/values', 'src/auth/index.ts']],
  'auth-imports': [['src/auth', 'src/database/index.ts']],
  'database-imports': [['src/database', 'src/auth/index.ts']],
  'contract-imports': [['src/contract', 'src/database/index.ts']],
  'contract-uses-types-of-auth-only': [['src/contract', 'src/auth/index.ts']],
  'http-imports': [['src/http', 'src/auth/index.ts']],
  'app-imports': [['src/app', 'src/process/inner.ts']],
  'app-uses-types-of-auth-only': [['src/app', 'src/auth/index.ts']],
  'tasks-is-below-operations': [['src/app/tasks', 'src/app/operations/index.ts']],
  'tasks-uses-types-of-contract-only': [['src/app/tasks', 'src/contract/index.ts']],
  'process-imports': [['src/process', 'src/mock/inner.ts']],
  'process-uses-types-of-http-only': [['src/process', 'src/http/index.ts']],
  'mock-imports': [['src/mock', 'src/database/index.ts']],
  'mock-shares-the-process-only': [['src/mock', 'src/process/inner.ts']],
  'mock-is-at-the-top': [['src/process', 'src/mock/inner.ts']],
  'client-imports': [['src/client', 'src/values/inner.ts']],
  'main-is-at-the-top': [['src/process', 'src/main.ts']],
  'nothing-is-compiled-at-start': [
    ['src/app', 'npm:openapi-backend'],
    ['src/app', 'npm:mock-json-schema'],
    ['generated', 'npm:ajv'],
    ['migrations', 'npm:ajv-formats'],
  ],
};

/** A violation that dependency-cruiser reports: the name of a rule and the file that breaks it. */
type Violation = readonly [rule: string, file: string];

const breachingFiles = Object.entries(breaches).flatMap(([rule, files]) =>
  files.map(([folder, target], index) => ({ rule, target, file: `${folder}/breaks-${rule}-${index}.ts` })),
);

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8')) as unknown;
}

/** Copies the files that `npm run lint:imports` reads to a temporary folder. */
async function copySources(t: Test): Promise<string> {
  const copy = await realpath(await mkdtemp(join(tmpdir(), 'tasks-api-imports-')));
  t.teardown(() => rm(copy, { recursive: true, force: true }));
  const unread = ['generated/docs', 'bench/peers'].map((folder) => join(packageRoot, folder));
  const filter = (path: string) => !unread.includes(path);
  for (const name of ['src', 'generated', 'migrations', 'scripts', 'bench']) {
    await cp(join(packageRoot, name), join(copy, name), { recursive: true, filter });
  }
  for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.json']) {
    await cp(join(packageRoot, name), join(copy, name));
  }
  await symlink(join(packageRoot, 'node_modules'), join(copy, 'node_modules'));
  await mkdir(join(copy, 'test'));
  return copy;
}

async function writeBreaches(copy: string): Promise<void> {
  for (const { file, target } of breachingFiles) {
    const isPackage = target?.startsWith('npm:') === true;
    const specifier = isPackage ? target.slice('npm:'.length) : `./${relative(dirname(file), target ?? '')}`;
    await writeFile(join(copy, file), target === undefined ? '' : `import '${specifier}';\n`);
    // Creates the file if the sources do not have it.
    if (target !== undefined && !isPackage) await appendFile(join(copy, target), '');
  }
}

async function lintImports(copy: string): Promise<Violation[]> {
  const output = await new Promise<string>((resolve) => {
    const options = { cwd: copy, maxBuffer: 2 ** 26 };
    // It ends with the number of violations.
    execFile('npm', ['run', '--silent', 'lint:imports', '--', '--output-type=json'], options, (_error, stdout) => {
      resolve(stdout);
    });
  });
  const { summary } = JSON.parse(output) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  return summary.violations.map(({ from, rule }) => [rule.name, from]);
}

t.test('every import rule has a breach in this test', async (t) => {
  const { forbidden } = (await readJson(join(packageRoot, '.dependency-cruiser.json'))) as {
    forbidden: { name: string }[];
  };
  t.strictSame(Object.keys(breaches).sort(), forbidden.map(({ name }) => name).sort());
});

t.test('lint:imports reports every breach and nothing else', async (t) => {
  const copy = await copySources(t);
  await writeBreaches(copy);
  const violations = await lintImports(copy);
  for (const { rule, file, target } of breachingFiles) {
    const rules = violations.filter(([, from]) => from === file).map(([name]) => name);
    t.ok(rules.includes(rule), `${rule}: ${file} imports ${target ?? 'nothing'}`);
  }
  const files = new Set(breachingFiles.map(({ file }) => file));
  t.strictSame(
    violations.filter(([, from]) => !files.has(from)),
    [],
    'the sources themselves break no rule',
  );
});
