import pg from 'pg';
import t from 'tap';
import { databaseUrl } from '../../src/database/address.ts';

t.test('databaseUrl leaves a URL as it is', async (t) => {
  const connectionString = 'postgres://tasks:sword%66ish@db.example.com:6432/tasks?sslmode=verify-full';
  t.equal(databaseUrl({ connectionString }), connectionString);
});

t.test('databaseUrl writes an address that pg reads back, without TLS whatever PGSSLMODE says', async (t) => {
  process.env['PGSSLMODE'] = 'require';
  t.teardown(() => delete process.env['PGSSLMODE']);
  for (const host of ['/run/postgresql', '/tmp/a folder & more?=#%', '127.0.0.1']) {
    const address = { host, port: 6432, user: 'a b@c', database: 'tasks' };
    t.match(new pg.Client({ connectionString: databaseUrl(address) }), { ...address, ssl: false });
  }
});
