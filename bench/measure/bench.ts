import { randomBytes } from 'node:crypto';
import type { ServerDescription } from '../servers.ts';
import { startBenchDatabase, type BenchDatabase } from './database.ts';
import type { SeedSize } from './seed.ts';
import { startServer, type RunningServer, type SharedSurroundings } from './server-process.ts';
import { withUndo, type UndoLater } from './undo.ts';
import type { WorkContext } from './workload.ts';

/** A filled database and the servers on it, all running. */
export interface Bench {
  readonly database: BenchDatabase;
  readonly servers: readonly RunningServer[];
  readonly context: WorkContext;
  /** Starts one more, which is stopped with the others if not before. */
  readonly start: (
    description: ServerDescription,
    surroundings?: Partial<SharedSurroundings>,
  ) => Promise<RunningServer>;
  /** Leaves something else to be undone at the end. */
  readonly undoLater: UndoLater;
}

/** Sets everything up, hands it over, and leaves nothing behind, also where it is interrupted. */
export async function withBench<T>(
  descriptions: readonly ServerDescription[],
  size: SeedSize,
  use: (bench: Bench) => Promise<T>,
): Promise<T> {
  return withUndo(async (undoLater) => {
    const database = await startBenchDatabase(size, undoLater);
    const secret = randomBytes(32).toString('base64');
    const start: Bench['start'] = (description, surroundings) =>
      startServer(description, { databaseUrl: database.url, secret, ...surroundings }, undoLater);
    const servers: RunningServer[] = [];
    for (const description of descriptions) servers.push(await start(description));
    return use({ database, servers, context: { size, secret }, start, undoLater });
  });
}
