import { setTimeout } from 'node:timers/promises';
import type { Test } from 'tap';
import { startProcess, type ServerProcess } from '../../support/process.ts';
import { createClient, secret, type Answer, type Ask } from './client.ts';
import { createDatabase, password, role, startPostgres, type Postgres } from './postgres.ts';
import { startProxy, type Proxy } from './proxy.ts';

/** A server process in production mode, its Postgres, and the network between them. */
export interface World {
  readonly postgres: Postgres;
  readonly database: string;
  readonly proxy: Proxy;
  readonly server: ServerProcess;
  readonly ask: Ask;
  /** Runs a statement as superuser in the server's database. */
  readonly query: (text: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;
  /** Kills the server with SIGKILL, and starts another one on the same port. */
  readonly restartServer: () => Promise<void>;
}

export interface WorldOptions {
  readonly poolSize?: number;
  /** Called before the server starts. */
  readonly before?: (world: Pick<World, 'proxy' | 'postgres'>) => Promise<void> | void;
}

const defaultPoolSize = 10;
let databases = 0;

function environmentOf(proxyPort: number, database: string, poolSize: number, port: string): Record<string, string> {
  const login = `${role}:${encodeURIComponent(password)}`;
  return {
    NODE_ENV: 'production',
    PORT: port,
    REQUESTS_PER_MINUTE: '1000000',
    DATABASE_URL: `postgresql://${login}@127.0.0.1:${proxyPort}/${database}?sslmode=disable`,
    DATABASE_POOL_SIZE: String(poolSize),
    BETTER_AUTH_SECRET: secret,
  };
}

/** Starts another server on the database of a world. It ends with the test. */
export function startServer(
  t: Test,
  { proxy, database }: Pick<World, 'proxy' | 'database'>,
  port = '0',
): ServerProcess {
  return startProcess(t, environmentOf(proxy.port, database, defaultPoolSize, port));
}

/** Starts the Postgres of a test file. It ends with the file. */
export async function startPostgresOf(t: Test, maxConnections?: number): Promise<Postgres> {
  const postgres = await startPostgres(maxConnections);
  t.teardown(() => postgres.stop());
  return postgres;
}

/** Starts a server on a database of its own, behind a proxy. All ends with the test. */
export async function startWorld(t: Test, postgres: Postgres, options: WorldOptions = {}): Promise<World> {
  const { poolSize = defaultPoolSize, before } = options;
  databases += 1;
  const database = `faults_${databases}`;
  await createDatabase(postgres, database);
  const proxy = await startProxy(postgres.socketPath);
  t.teardown(() => proxy.close());
  await before?.({ proxy, postgres });
  let server = startProcess(t, environmentOf(proxy.port, database, poolSize, '0'));
  const origin = await server.address;
  const { ask, close } = createClient(origin);
  t.teardown(close);
  return {
    postgres,
    database,
    proxy,
    ask,
    get server() {
      return server;
    },
    query: (text, values) => postgres.query(text, values, database),
    async restartServer() {
      server.child.kill('SIGKILL');
      await server.ended;
      server = startProcess(t, environmentOf(proxy.port, database, poolSize, new URL(origin).port));
      await server.address;
    },
  };
}

/** Asks until the answer has this status. @returns the time it took in ms; Infinity if it never came */
export async function timeUntil(ask: () => Promise<Answer>, status: number, limitMs = 20_000): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < limitMs) {
    if ((await ask()).status === status) return performance.now() - started;
    await setTimeout(50);
  }
  return Infinity;
}

/** True while the server's process lives. */
export function isAlive({ server: { child } }: World): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** Counts the server's backends every 50 ms. Cancel requests do not count: they never sign in. */
export async function watchBackends(world: World): Promise<{ readonly stop: () => Promise<number> }> {
  let session = await world.postgres.session(world.database);
  const count = 'select count(*)::int as n from pg_stat_activity where usename = $1 and datname = $2';
  const stopping = new AbortController();
  const watching = (async () => {
    let most = 0;
    while (!stopping.signal.aborted) {
      const found = await session.query<{ n: number }>(count, [role, world.database]).catch(() => undefined);
      if (found) most = Math.max(most, found.rows[0]?.n ?? 0);
      // Postgres was killed.
      else session = await world.postgres.session(world.database).catch(() => session);
      await setTimeout(50);
    }
    await session.end();
    return most;
  })();
  return {
    stop() {
      stopping.abort();
      return watching;
    },
  };
}
