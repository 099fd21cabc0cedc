import { randomBytes } from 'node:crypto';
import type { ServerDescription } from '../servers.ts';
import { startBenchDatabase, type BenchDatabase } from './database.ts';
import type { SeedSize } from './seed.ts';
import { startServer, type RunningServer, type SharedSurroundings } from './server-process.ts';
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
  readonly undoLater: (step: () => Promise<void>) => void;
}

/** Sets everything up, hands it over, and leaves nothing behind, also where it is interrupted. */
export async function withBench<T>(
  descriptions: readonly ServerDescription[],
  size: SeedSize,
  use: (bench: Bench) => Promise<T>,
): Promise<T> {
  const undo: (() => Promise<void>)[] = [];
  const run = async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  let undone: Promise<void> | undefined;
  // Once: what is interrupted fails, too, and must wait for what the interruption has begun.
  const undoAll = () => (undone ??= run());
  const interrupted = () => {
    void undoAll().finally(() => process.exit(130));
  };
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
  try {
    const undoLater: Bench['undoLater'] = (step) => undo.push(step);
    const database = await startBenchDatabase(size, undoLater);
    const secret = randomBytes(32).toString('base64');
    const start: Bench['start'] = (description, surroundings) =>
      startServer(description, { databaseUrl: database.url, secret, ...surroundings }, undoLater);
    const servers: RunningServer[] = [];
    for (const description of descriptions) servers.push(await start(description));
    return await use({ database, servers, context: { size, secret }, start, undoLater });
  } finally {
    await undoAll();
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
}
