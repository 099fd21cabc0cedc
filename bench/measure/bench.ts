import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { ServerDescription } from '../servers.ts';
import { startBenchDatabase } from './database.ts';
import { seed, taskCount, type SeedSize } from './seed.ts';
import { startServer, type RunningServer } from './server-process.ts';
import { withUndo } from './undo.ts';
import type { WorkContext } from './workload.ts';

/** A seeded database and the servers that use it. */
export interface Bench {
  readonly servers: readonly RunningServer[];
  readonly context: WorkContext;
  readonly postgresVersion: string;
  /** Deletes the tasks that a measurement has created, and vacuums. */
  readonly restore: () => Promise<void>;
}

const bytesForWrites = 4 * 1024 ** 3;

/** Starts a database and servers, hands them over, and stops them afterwards. */
export async function withBench<T>(
  descriptions: readonly ServerDescription[],
  size: SeedSize,
  use: (bench: Bench) => Promise<T>,
): Promise<T> {
  return withUndo(async (undoLater) => {
    const { db, url, version } = await startBenchDatabase(bytesForWrites, undoLater);
    await seed(db, size);
    const secret = randomBytes(32).toString('base64');
    const servers: RunningServer[] = [];
    for (const description of descriptions)
      servers.push(await startServer(description, { databaseUrl: url, secret }, undoLater));
    const restore = async () => {
      await sql`delete from tasks where id > ${taskCount(size)}::bigint`.execute(db);
      await sql`vacuum tasks`.execute(db);
    };
    return use({ servers, context: { size, secret }, postgresVersion: version, restore });
  });
}
