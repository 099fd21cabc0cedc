import { sql } from 'kysely';
import type { DatabaseAddress } from '../../src/database/address.ts';
import { openMigrationPool, type KyselyDatabase } from '../../src/database/migration-pool.ts';
import { migrateUp } from '../../src/database/migrator.ts';
import { startTestCluster } from '../../scripts/test-run/cluster.ts';
import type { UndoLater } from './undo.ts';

/** A migrated, empty Postgres of the benchmark's own. */
export interface BenchDatabase {
  readonly address: DatabaseAddress;
  /** The same address for other programs: a URL of its Unix socket. */
  readonly url: string;
  readonly version: string;
  /** One connection, so that a statement prepared here can be run here. */
  readonly db: KyselyDatabase;
}

/** Postgres never waits for a disk, and does no background work at times of its own choice. */
export const settings = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'autovacuum=off',
  'checkpoint_timeout=1h',
  'max_wal_size=4GB',
  'shared_buffers=512MB',
  'max_connections=400',
];

/** Starts a Postgres with room for some bytes, and migrates it. */
export async function startBenchDatabase(neededBytes: number, undoLater: UndoLater): Promise<BenchDatabase> {
  const { connection, stop } = await startTestCluster({ settings, neededBytes });
  undoLater(stop);
  const db = openMigrationPool({ address: connection, poolSize: 1, onConnectionLost: () => undefined });
  undoLater(() => db.destroy());
  await migrateUp(db);
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db);
  const query = new URLSearchParams({ host: connection.host, port: String(connection.port), user: connection.user });
  return {
    address: connection,
    url: `postgresql:///${connection.database}?${query.toString()}`,
    version: rows[0]?.version ?? '',
    db,
  };
}
