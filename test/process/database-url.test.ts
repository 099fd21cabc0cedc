import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { createTestDatabase } from '../../scripts/test-run/database.ts';
import { isMigrated } from '../../src/database/migrator.ts';
import { openPool } from '../../src/database/pool.ts';
import { databaseUrlFault, ignoredParameters } from '../../src/process/database-url.ts';
import { temporaryFolder } from '../support/process.ts';

const accepted = [
  'postgres://app:pw@db.example.com/tasks',
  'POSTGRESQL://app:pw@db.example.com:6432/tasks',
  'postgresql://app:pw@/db?host=/run/postgresql',
  'postgresql://app@/db?host=/cloudsql/project:region:instance',
  'postgresql://%2Frun%2Fpostgresql/db',
  'postgresql:///db',
  'postgresql://app:p%40s%2Fs%23@[::1]:5432/tasks',
  'postgresql://app:p@ss:word,!$&()*+;=[]<>^|%~@db/tasks',
  'postgresql://app:a b@db/tasks',
  'postgresql://[::1]:5432/db?user=a@b',
  'postgresql://db:5432/tasks?user=a@b.example.com',
  'postgresql://app@db/tasks?options=-c search_path=tasks',
  'postgresql://app@db/tasks?sslmode=verify-full&channel_binding=require',
  'postgresql://app@db/tasks?schema=public',
  'socket:/run/postgresql?db=tasks',
];

const refused: Readonly<Record<string, RegExp>> = {
  'mysql://app:swordfish@db/tasks': /^DATABASE_URL must be a URL .*postgresql:\/\/, not mysql:\/\/\.$/,
  'jdbc:postgresql://db/tasks?password=swordfish': /, not jdbc:postgresql:\/\/\.$/,
  'postgresql+asyncpg://app:swordfish@db/tasks': /, not postgresql\+asyncpg:\/\/\.$/,
  'host=db user=app password=swordfish': /or postgresql:\/\/\.$/,
  'app:swordfish@db/tasks': /or postgresql:\/\/\.$/,
  'postgresql:tasks': /or postgresql:\/\/\.$/,
  ...Object.fromEntries(
    [
      'sword/fish',
      'sword?fish',
      'sword#fish',
      '12#swordfish',
      '12/swordfish',
      'sw,ord/fish',
      'sw@o/rd@fish',
      '%ff',
      '%e4b',
    ].map((password) => [`postgresql://app:${password}@db/tasks`, /must be percent-encoded: \/ is %2F/]),
  ),
  'postgresql://app:50%&%2Fswordfish@db/tasks': /percent-encoded in part/,
  'postgresql://app:swordfish@a:5432,b:5432/tasks': /names several hosts/,
  'postgresql://app:swordfish@a,b/tasks': /names several hosts/,
  'postgresql://a:5432,b:5432/tasks?target_session_attrs=primary': /names several hosts/,
  'postgresql://app:swordfish@/tasks?host=a,b': /names several hosts/,
  'postgresql://app:swordfish@db/tasks?port=5432,5433': /names several hosts/,
  'postgresql://app:swordfish@db/tasks?schema=swordfish':
    /must not have schema: pg ignores it\. Set DATABASE_SCHEMA instead/,
  'postgresql://app:swordfish@db/tasks?currentSchema=tasks': /must not have currentSchema/,
  'postgresql://app:swordfish@db/tasks?search_path=tasks': /must not have search_path/,
  'postgresql://app:swordfish@db/tasks?query_timeout=5000': /must not have query_timeout/,
  'postgresql://app:swordfish@db/tasks?connectionTimeoutMillis=1': /must not have connectionTimeoutMillis/,
  'postgresql://app:swordfish@db/tasks?stream=x': /must not have stream/,
  'postgresql://app:swordfish@db:99999/tasks': /host or a port that cannot be read/,
  'postgresql://app:swordfish@:5432/tasks': /host or a port that cannot be read/,
  'postgresql://app:swordfish@db:port/tasks': /host or a port that cannot be read/,
  'postgresql://app:swordfish@db/tasks?port=abc': /port must be a number/,
  'postgresql://app:swordfish@/tasks?host=~/run': /socket must be an absolute path/,
  'postgresql://app:swordfish@/tasks?host=run/postgresql': /socket must be an absolute path/,
  'postgresql://app:swordfish@db/tasks?sslmode=allow': /sslmode must be one of disable, prefer/,
  'postgresql://app:swordfish@db/tasks?sslmode=required': /sslmode must be one of/,
  'postgresql://app:swordfish@db/tasks?ssl=false': /use sslmode=disable/,
  'postgresql://app:swordfish@db/tasks?sslrootcert=system': /must not have sslrootcert=system/,
  'postgresql://app:swordfish@db/tasks?sslrootcert=/nonexistent/ca.pem':
    /cannot be used: ENOENT.*\/nonexistent\/ca\.pem/,
  'postgresql://app:swordfish@db/tasks?sslmode=verify-ca&uselibpqcompat=true': /cannot be used: .*sslrootcert/,
  'postgresql://app:swordfish@db/tasks?sslnegotiation=never': /cannot be used: Invalid sslnegotiation/,
};

t.test('accepts what pg connects with', async (t) => {
  for (const url of accepted) t.equal(databaseUrlFault(url), undefined, url);
  const certificate = join(await temporaryFolder(t), 'ca.pem');
  await writeFile(certificate, 'a certificate');
  t.equal(databaseUrlFault(`postgresql://db/tasks?sslrootcert=${certificate}`), undefined);
});

t.test('names the cause of every other URL, without user and password', async (t) => {
  for (const [url, message] of Object.entries(refused)) {
    const fault = databaseUrlFault(url) ?? '';
    t.match(fault, message, url);
    t.match(fault, /^DATABASE_URL\b.*\.$/s);
    t.notMatch(fault, /\bsword|fish|app:/);
  }
});

t.test('lists the parameters that pg ignores', async (t) => {
  t.strictSame(
    ignoredParameters('postgresql://db/tasks?pgbouncer=true&sslmode=disable&connect_timeout=5&pgbouncer=1'),
    ['pgbouncer', 'connect_timeout'],
  );
  for (const url of accepted) {
    t.strictSame(ignoredParameters(url), url.includes('schema=') ? ['schema'] : [], url);
  }
});

t.test('connects with the forms of a socket', async (t) => {
  const { address, drop } = await createTestDatabase();
  t.teardown(drop);
  const { host, port, user, database } = address;
  for (const url of [
    `postgresql://${user}:pw@/${database}?host=${host}&port=${port}`,
    `postgresql://${user}@${encodeURIComponent(host)}:${port}/${database}`,
    `socket:${host}?db=${database}&user=${user}&port=${port}`,
  ]) {
    t.equal(databaseUrlFault(url), undefined, url);
    const pool = openPool({
      address: { connectionString: url },
      connections: 1,
      onConnectionLost: (error) => t.error(error),
    });
    t.ok(await isMigrated(pool), url);
    await pool.close();
  }
});
