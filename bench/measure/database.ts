import { sql, type Kysely } from 'kysely';
import type { DB } from '../../generated/database.ts';
import { databaseUrl, type DatabaseAddress } from '../../src/database/address.ts';
import { migrate } from '../../src/database/migrator.ts';
import { startTestCluster } from '../../scripts/test-run/cluster.ts';
import { openKysely } from '../../scripts/test-run/database.ts';
import type { UndoLater } from './undo.ts';

/** A migrated, empty Postgres of the benchmark's own. */
export interface BenchDatabase {
  readonly address: DatabaseAddress;
  /** The same address for other programs: a URL of its Unix socket. */
  readonly url: string;
  readonly version: string;
  /** One connection, so that a statement prepared here can be run here. */
  readonly db: Kysely<DB>;
}

/** Postgres never waits for a disk, and does no background work at times of its own choice. */
export const settings = [
  'autovacuum=off',
  'checkpoint_timeout=1h',
  'max_wal_size=4GB',
  'shared_buffers=512MB',
  'max_connections=400',
];

/** Starts a Postgres with room for some bytes, and migrates it. */
export async function startBenchDatabase(neededBytes: number, undoLater: UndoLater): Promise<BenchDatabase> {
  const { address, stop } = await startTestCluster({ settings, neededBytes });
  undoLater(stop);
  await migrate(address, 'up');
  const db = openKysely(address, 1);
  undoLater(() => db.destroy());
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db);
  return {
    address,
    url: databaseUrl(address),
    version: rows[0]?.version ?? '',
    db,
  };
}
