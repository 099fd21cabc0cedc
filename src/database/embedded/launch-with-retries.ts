import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import { launch, type LaunchOptions, type Postmaster } from './postmaster.ts';
import { clearPredecessor } from './predecessor.ts';

const retryWithinMs = 6000;
const retryAfterMs = 250;

/**
 * Starts Postgres as `launch` does, and retries for some seconds: the children of a killed postmaster hold its shared
 * memory until they notice its end.
 *
 * @param isWorthRetrying false for an error that another try would not change
 * @throws EmbeddedPostgresError the last failure, and the reason of `options.signal` if it is aborted
 */
export async function launchWithRetries(
  cluster: Cluster,
  options: LaunchOptions,
  isWorthRetrying: (error: unknown) => boolean,
): Promise<Postmaster> {
  const deadline = performance.now() + retryWithinMs;
  for (;;) {
    try {
      await clearPredecessor(cluster.dataFolder, cluster.socketFolder, options.log);
      return await launch(cluster, options);
    } catch (error) {
      if (options.signal?.aborted || performance.now() > deadline || !isWorthRetrying(error)) throw error;
      await delay(retryAfterMs, undefined, { signal: options.signal });
    }
  }
}
