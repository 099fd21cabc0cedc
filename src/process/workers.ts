import cluster, { type Address, type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Environment } from './config.ts';

/** What the first process tells a worker. */
const closeMessage = 'close';

/** Between the end of a worker and the start of the one in its place. */
const restartDelayMs = 1_000;

/** Several processes that serve one port. */
export interface Workers {
  readonly address: string;
  /** Tells each to answer what is under way, and waits until all have ended. */
  readonly close: () => Promise<void>;
}

function urlOf({ address, port, addressType }: Address): string {
  return `http://${addressType === 6 ? `[${address}]` : address}:${port}`;
}

/** Until it listens. @throws where it ends before: it has said why */
async function listening(worker: Worker): Promise<Address> {
  const ended = new AbortController();
  const exit = once(worker, 'exit', { signal: ended.signal }).then(() => {
    throw new WorkerError('A worker ended before it listened.');
  });
  try {
    const [address] = (await Promise.race([once(worker, 'listening'), exit])) as [Address];
    return address;
  } finally {
    exit.catch(() => undefined);
    ended.abort();
  }
}

/** A worker could not start. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';
}

/**
 * Starts this program again in as many processes, which share its port (`node:cluster`). One that ends is replaced.
 *
 * @param environment of the workers: this process has no secrets in its own any more
 * @throws WorkerError where one cannot start
 */
export async function startWorkers(count: number, environment: Environment, logger: Logger): Promise<Workers> {
  // Each worker takes connections from the kernel. One that is handed over in the moment a worker dies would never be answered.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  let closing = false;
  const isClosing = (): boolean => closing;
  const fork = (): Worker => {
    const worker = cluster.fork(environment);
    // Such as a message to one that has just ended: its end is what counts.
    worker.on('error', (error) => logger.error({ worker: worker.process.pid, err: error }, 'a worker does not answer'));
    worker.once('exit', (code, signal) => void replace(worker, code, signal));
    return worker;
  };
  const served = new WeakSet<Worker>();
  async function replace(worker: Worker, code: number, signal: string): Promise<void> {
    if (isClosing() || !served.has(worker)) return;
    logger.error({ worker: worker.process.pid, code, signal }, 'a worker ended, and is replaced');
    await setTimeout(restartDelayMs);
    if (!isClosing()) served.add(fork());
  }
  const close = async (): Promise<void> => {
    closing = true;
    const running = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    await Promise.all(
      running.map(async (worker) => {
        const ended = new Promise((resolve) => worker.once('exit', resolve));
        // One that does not listen yet may not hear either.
        if (!served.has(worker)) worker.process.kill('SIGTERM');
        else if (worker.isConnected()) worker.send(closeMessage);
        if (!worker.isDead()) await ended;
      }),
    );
  };
  try {
    const [first] = await Promise.all(
      Array.from({ length: count }, async () => {
        const worker = fork();
        const address = await listening(worker);
        served.add(worker);
        return address;
      }),
    );
    if (!first) throw new WorkerError('There are no workers.');
    return { address: urlOf(first), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** In a worker: hears of the first process's wish that it close, or of that process's end. Does nothing in any other process. */
export function onCloseRequest(close: () => void): void {
  if (!cluster.isWorker) return;
  process.on('message', (message) => {
    if (message === closeMessage) close();
  });
  // Before node:cluster's own listener, which would end the process at once.
  process.prependOnceListener('disconnect', () => {
    if (cluster.worker) cluster.worker.exitedAfterDisconnect = true;
    close();
  });
}
