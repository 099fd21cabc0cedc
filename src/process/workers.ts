import cluster, { type Address, type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Environment } from './environment.ts';
import type { Shutdown } from './shutdown.ts';

/** Sent by the first process to ask a worker to close. */
const closeMessage = 'close';
const urgentCloseMessage = 'close at once';

/** Wait between the end of a worker and the start of its replacement. */
const restartDelayMs = 1_000;

function urlOf({ address, port, addressType }: Address): string {
  return `http://${addressType === 6 ? `[${address}]` : address}:${port}`;
}

/** Waits until a worker listens. @throws WorkerError if it ends before; it has printed why */
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

/** Keeps a number of workers running until it is closed. */
class Workers {
  readonly #environment: Environment;
  readonly #logger: Logger;
  /** Workers that listen, or replace one that did. */
  readonly #served = new WeakSet<Worker>();
  #closing = false;

  constructor(environment: Environment, logger: Logger) {
    this.#environment = environment;
    this.#logger = logger;
  }

  async start(): Promise<Address> {
    const worker = this.#fork();
    const address = await listening(worker);
    this.#served.add(worker);
    return address;
  }

  /** Lets each worker answer its requests, and resolves when all workers have ended. */
  async close(isUrgent: boolean): Promise<void> {
    this.#closing = true;
    const running = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    await Promise.all(running.map((worker) => this.#end(worker, isUrgent)));
  }

  /** A method, because TypeScript takes a field for unchanged after a wait. */
  #isClosing(): boolean {
    return this.#closing;
  }

  #fork(): Worker {
    const worker = cluster.fork(this.#environment);
    // A message to a worker that has just ended is an error too, but only its end matters.
    worker.on('error', (error) =>
      this.#logger.error({ worker: worker.process.pid, err: error }, 'a worker does not answer'),
    );
    worker.once('exit', (code, signal) => void this.#replace(worker, code, signal));
    return worker;
  }

  async #replace(worker: Worker, code: number, signal: string): Promise<void> {
    if (this.#isClosing() || !this.#served.has(worker)) return;
    this.#logger.error({ worker: worker.process.pid, code, signal }, 'a worker ended, and is replaced');
    await setTimeout(restartDelayMs);
    if (!this.#isClosing()) this.#served.add(this.#fork());
  }

  async #end(worker: Worker, isUrgent: boolean): Promise<void> {
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    // A worker that does not listen yet may not receive messages yet.
    if (!this.#served.has(worker)) worker.process.kill('SIGTERM');
    else if (worker.isConnected()) worker.send(isUrgent ? urgentCloseMessage : closeMessage);
    if (!worker.isDead()) await ended;
  }
}

/**
 * Starts this program again in several worker processes, which share its port (`node:cluster`), and replaces those that
 * end.
 *
 * @param environment for the workers: the environment of this process no longer contains the secrets
 * @returns the address
 * @throws WorkerError if a worker cannot start
 */
export async function startWorkers(
  count: number,
  environment: Environment,
  logger: Logger,
  shutdown: Pick<Shutdown, 'addStep' | 'isClosing'>,
): Promise<string> {
  // Workers take connections from the kernel themselves. A connection that this process hands over to a worker at the
  // moment of its death would never be answered.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  const workers = new Workers(environment, logger);
  // From the start: a signal may come before every worker listens.
  shutdown.addStep((isUrgent) => workers.close(isUrgent));
  try {
    const [first] = await Promise.all(Array.from({ length: count }, () => workers.start()));
    if (!first) throw new WorkerError('There are no workers.');
    return urlOf(first);
  } catch (error) {
    await workers.close(true);
    // The shutdown has ended the worker, and will end this process.
    if (shutdown.isClosing) await new Promise(() => undefined);
    throw error;
  }
}

/**
 * Listens, in a worker, for the request of the first process to close, and for the end of that process. Does nothing in
 * other processes.
 */
export function onCloseRequest(shutdown: Pick<Shutdown, 'begin' | 'isClosing'>): void {
  if (!cluster.isWorker) return;
  process.on('message', (message) => {
    if (message === closeMessage || message === urgentCloseMessage) shutdown.begin(message === urgentCloseMessage);
  });
  // Runs before node:cluster's own listener, which would end the process at once.
  process.prependOnceListener('disconnect', () => {
    // The first process waits for workers that close, unless a second signal has ended it.
    if (shutdown.isClosing) process.exit(1);
    if (cluster.worker) cluster.worker.exitedAfterDisconnect = true;
    shutdown.begin();
  });
}
