import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import t from 'tap';
import { operationRoutes } from '../generated/operations.ts';
import { publicKeyAlgorithms, sharedSecretAlgorithm } from '../src/auth/algorithms.ts';
import { refusalReasons } from '../src/auth/refusal-reasons.ts';
import { packageRoot } from '../src/values/package-root.ts';
import { problems } from '../src/values/problems.ts';
import { createTestDatabase } from '../scripts/test-run/database.ts';
import { contractDocument } from './contract/document.ts';
import { readSpec, rowsIn, rowsOf } from './support/spec-tables.ts';

t.test('the documented problems are those of the server', async (t) => {
  const documented = rowsOf('api/rest-endpoints.md').filter(([name]) => name?.startsWith('/problems/'));
  t.strictSame(
    documented.map(([type, status]) => [type, Number(status)]).sort(),
    Object.entries(problems)
      .map(([type, { status }]) => [type, status])
      .sort(),
  );
});

t.test('the documented reasons of a 401 are those in the log', async (t) => {
  const documented = rowsOf('features/authentication.md').map(([name]) => name);
  t.strictSame(documented.slice(documented.indexOf('no-token')), Object.keys(refusalReasons));
});

t.test('the documented algorithms of tokens are those of the code', async (t) => {
  const page = readSpec('features/authentication.md');
  const tableRows = page.split('\n').filter((line) => /^\| (?:JWKS|Shared secret) /.test(line));
  const { bearerAuth } = contractDocument().components?.securitySchemes ?? {};
  for (const text of [tableRows.join(), JSON.stringify(bearerAuth)]) {
    const documented = new Set(text.match(/\b(?:EdDSA|[A-Z]S\d{3})\b/g));
    t.strictSame([...documented].sort(), [sharedSecretAlgorithm, ...publicKeyAlgorithms].sort());
  }
});

t.test('the documented endpoints are those of the contract', async (t) => {
  const names: readonly string[] = Object.keys(operationRoutes);
  const documented = rowsOf('api/rest-endpoints.md').filter(([name = '']) => names.includes(name));
  t.strictSame(
    documented.map(([id, request]) => [id, request]),
    Object.entries(operationRoutes).map(([id, { method, path }]) => [id, `\`${method} ${path}\``]),
  );
});

t.test('the documented schema has every table, column and index', async (t) => {
  const { db, drop } = await createTestDatabase();
  t.teardown(drop);
  const found = await sql<{ name: string }>`
    select tablename || '.' || indexname as name from pg_indexes
      where schemaname = 'public' and indexname not like '%_pkey' and tablename not like 'tasks_api_migration%'
    union select table_name || '.' || column_name from information_schema.columns
      where table_schema = 'public' and table_name not like 'tasks_api_migration%'
  `.execute(db);
  const [, ...sections] = readSpec('database/schema.md').split(/^## /m);
  const documented = sections.flatMap((section) => {
    const [, table = ''] = /^`(\w+)`/.exec(section) ?? [];
    return rowsIn(section).map(([name]) => `${table}.${name}`);
  });
  t.strictSame(documented.sort(), found.rows.map(({ name }) => name).sort());
});

t.test(
  'the documented SQL for writing by hand draws numbers, and that for a backup starts followers again',
  async (t) => {
    const { db, drop } = await createTestDatabase();
    t.teardown(drop);
    const page = readSpec('database/schema.md');
    const blocks = [...page.matchAll(/^```sql\n([^]*?)^```$/gm)].map(([, block = '']) => block);
    for (const block of blocks) await sql.raw(block).execute(db);
    const { rows: changes } = await sql`
    select version, id, previous_version, deleted_at is not null as deleted from task_changes order by version
  `.execute(db);
    t.match(changes, [
      { version: '1', id: '1', previous_version: '0', deleted: false },
      { version: '2', id: '1', previous_version: '1', deleted: false },
      { version: '3', id: '1', previous_version: '2', deleted: true },
    ]);
    const { rows: users } = await sql`select version, forgotten from users`.execute(db);
    t.match(users, [{ version: '1000003', forgotten: '1000003' }]);
  },
);

/** Numbers by the name of their constant, from all sources. */
function constants(): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const root = join(packageRoot, 'src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    for (const [, name = '', value = ''] of text.matchAll(/^(?:export )?const (\w+) = ([\d_]+);$/gm)) {
      found.set(name, [...(found.get(name) ?? []), Number(value.replaceAll('_', ''))]);
    }
  }
  return found;
}

t.test('the documented limits are those of the code', async (t) => {
  const documented = rowsOf('operations/limits.md');
  t.ok(documented.length > 20, 'limits are found');
  const inCode = constants();
  for (const [name = '', limit = ''] of documented) {
    const value = Number(limit.replace(/,| s$/g, '')) * (limit.endsWith(' s') ? 1_000 : 1);
    t.ok(inCode.get(name)?.includes(value), `${name}: ${limit}`);
  }
});

t.test('every limit of the HTTP server, and every share of the time for an answer, is documented', async (t) => {
  const documented = new Set(rowsOf('operations/limits.md').map(([name]) => name));
  for (const file of ['src/http/limits.ts', 'src/values/time-limits.ts', 'src/contract/request/turns.ts']) {
    const text = readFileSync(join(packageRoot, file), 'utf8');
    for (const [, name = ''] of text.matchAll(/^(?:export )?const (\w+) = [\d_ *]+;$/gm)) {
      t.ok(documented.has(name), `${name} of ${file}`);
    }
  }
});
