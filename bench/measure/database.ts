import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { databaseUrl } from '../../src/database/address.ts';
import { startEmbeddedPostgres } from '../../src/database/embedded/index.ts';
import { migrate } from '../../src/database/migrator.ts';
import { roomyFolder } from '../../scripts/test-run/cluster.ts';
import { openKysely } from '../../scripts/test-run/database.ts';
import { lastTaskId, seed, type SeedSize } from './seed.ts';
import type { UndoLater } from './undo.ts';

/** The database that all servers share. */
export interface BenchDatabase {
  /** Over its Unix socket. */
  readonly url: string;
  /** The file of the socket. */
  readonly socket: string;
  readonly version: string;
  /** The number of tasks as it was before the writes of a measurement, and nothing dead among them. */
  readonly restore: () => Promise<void>;
}

/** Without waiting for disks, and without what Postgres does by itself at times of its choice. */
export const settings = [
  'autovacuum=off',
  'checkpoint_timeout=1h',
  'max_wal_size=4GB',
  'shared_buffers=512MB',
  'max_connections=400',
];

const nothing = () => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Starts a Postgres of the benchmark's own, migrates it and fills it. How to stop it is told before it is filled. */
export async function startBenchDatabase(size: SeedSize, undoLater: UndoLater): Promise<BenchDatabase> {
  const directory = await mkdtemp(join(await roomyFolder(), 'tasks-api-bench-'));
  undoLater(() => rm(directory, { recursive: true, force: true }));
  const { address, stop } = await startEmbeddedPostgres({ directory, log: silent, durable: false, settings });
  undoLater(stop);
  await migrate(address, 'up');
  const db = openKysely(address, 1);
  undoLater(() => db.destroy());
  await seed(db, size);
  await sql`vacuum analyze`.execute(db);
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db);
  return {
    url: databaseUrl(address),
    socket: join(address.host, `.s.PGSQL.${address.port}`),
    version: rows[0]?.version ?? '',
    async restore() {
      await sql`delete from tasks where id > ${lastTaskId(size)}::bigint`.execute(db);
      await sql`vacuum tasks`.execute(db);
    },
  };
}
