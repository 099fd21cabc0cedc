import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { takeEnvironment } from '../../src/process/environment.ts';
import { readConfig } from '../../src/process/read-config.ts';
import { variables } from '../../src/process/variables.ts';
import { packageRoot } from '../../src/values/package-root.ts';

const secrets = {
  BETTER_AUTH_SECRET: 'swordfish swordfish swordfish 32',
  BETTER_AUTH_PREVIOUS_SECRETS: 'halibut-halibut-halibut-halibut-halibut',
  DATABASE_URL: 'postgres://tasks:swordfish@db.example.com/tasks',
};

t.test('reads the environment of the process', async (t) => {
  t.teardown(() => Reflect.deleteProperty(process.env, 'JWT_AUDIENCE'));
  process.env['JWT_AUDIENCE'] = 'of the process';
  t.equal(readConfig(takeEnvironment()).auth.audience, 'of the process');
});

t.test('deletes the secrets from the environment of the process', async (t) => {
  Object.assign(process.env, secrets, { PORT: '7' });
  t.teardown(() => Reflect.deleteProperty(process.env, 'PORT'));
  t.match(takeEnvironment(), { ...secrets, PORT: '7' });
  t.match(takeEnvironment(), { PORT: '7' });
  for (const name of Object.keys(secrets)) t.notOk(name in process.env, name);
});

t.test('drops PG variables unless DATABASE_URL is set: the embedded Postgres is another one', (t) => {
  t.teardown(() => Reflect.deleteProperty(process.env, 'PGOPTIONS'));
  process.env['PGOPTIONS'] = '-c default_transaction_read_only=on';
  process.env['DATABASE_URL'] = secrets.DATABASE_URL;
  t.match(takeEnvironment(), { PGOPTIONS: /read_only/ });
  t.ok('PGOPTIONS' in process.env);
  t.notOk('PGOPTIONS' in takeEnvironment());
  t.notOk('PGOPTIONS' in process.env);
  t.end();
});

t.test('reads .env in the working directory for variables that the process does not set', async (t) => {
  const before = process.cwd();
  t.teardown(() => process.chdir(before));
  process.chdir(t.testdir({ '.env': 'JWT_AUDIENCE=of the file\nJWT_ISSUER=of the file\nPORT=1\n' }));
  t.teardown(() => ['JWT_ISSUER', 'PORT'].map((name) => Reflect.deleteProperty(process.env, name)));
  process.env['JWT_ISSUER'] = 'of the process';
  process.env['PORT'] = '';
  const { auth, port } = readConfig(takeEnvironment());
  t.match(auth, { audience: 'of the file', issuer: 'of the process' });
  t.equal(port, 1, 'an empty variable counts as not set');
});

/** Reads the first two cells of each row whose first cell is a variable in backticks. */
function tableOf(markdown: string): Record<string, string | undefined> {
  const rows = markdown.matchAll(/^\|\s*`([A-Z][A-Z_]*)`\s*\|\s*(?:`([^`]*)`|—)\s*\|/gm);
  return Object.fromEntries([...rows].map(([, name = '', value]) => [name, value]));
}

t.test('specs/operations/configuration.md lists every variable with its default', async (t) => {
  t.strictSame(
    tableOf(await readFile(join(packageRoot, 'specs', 'operations', 'configuration.md'), 'utf8')),
    variables,
  );
});

t.test('.env.example lists all variables', async (t) => {
  const lines = (await readFile(join(packageRoot, '.env.example'), 'utf8')).matchAll(/^#? ?([A-Z][A-Z_]*)=/gm);
  t.strictSame([...lines].map(([, name]) => name).toSorted(), Object.keys(variables).toSorted());
});
