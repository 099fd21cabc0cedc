import closeWithGrace from 'close-with-grace';
import type { Logger } from 'pino';
import { isRunByNpm } from './npm.ts';

/** A part of the shutdown. `isUrgent` is true if a person waits for it (SIGINT), or the process failed. */
type Step = (isUrgent: boolean) => Promise<void>;

/**
 * Time in which further signals count as the first one, if npm runs the server. npm hands on SIGINT and SIGTERM, which
 * a terminal or a supervisor sends to every process of the group too.
 */
const sameSignalWithinMs = 1_000;

const handedOn = ['SIGINT', 'SIGTERM'] as const satisfies NodeJS.Signals[];

/** Signals that end the process, unless Node writes a diagnostic report at one of them (`--report-on-signal`). */
const signalsForReports = ['SIGUSR2', 'SIGHUP', 'SIGQUIT'] as const satisfies NodeJS.Signals[];

/**
 * Stops the process in order: on a signal, on an error that nothing caught, or on request. Steps run in the reverse
 * order of `addStep`, each after the one before it, so that a server closes before the database that it uses.
 */
export class Shutdown {
  readonly #logger: Logger;
  readonly #steps: Step[] = [];
  readonly #close: () => void;
  #failure: Error | undefined;
  #isClosing = false;
  #isUrgent = false;
  #signal: NodeJS.Signals | undefined;
  #closingSince = 0;

  /** @param limitMs the process ends after this time, whatever still runs */
  constructor(logger: Logger, limitMs: number) {
    this.#logger = logger;
    const { reportOnSignal, signal: reportSignal } = process.report;
    const skip = signalsForReports.filter((signal) => reportOnSignal && signal === reportSignal);
    const options = { delay: limitMs, logger, skip: [...handedOn, ...skip] };
    this.#close = closeWithGrace(options, ({ err, signal }) => this.#run(err, signal)).close;
    for (const signal of handedOn) process.on(signal, this.#onSignal);
  }

  addStep(stop: Step): void {
    this.#steps.unshift(stop);
  }

  get isClosing(): boolean {
    return this.#isClosing;
  }

  /** Begins the shutdown unless it has begun. */
  readonly begin = (isUrgent = false): void => {
    if (this.#isClosing) return;
    this.#isUrgent = isUrgent;
    this.#close();
  };

  /** Ends the process with exit code 1, because a part that it needs is gone for good. */
  readonly fail = (error: Error): void => {
    this.#failure = error;
    this.#close();
  };

  readonly #onSignal = (signal: NodeJS.Signals): void => {
    if (!this.#isClosing) {
      this.#signal = signal;
      this.#close();
    } else if (!isRunByNpm() || performance.now() - this.#closingSince > sameSignalWithinMs) {
      this.#logger.error(`second ${signal}, exiting`);
      process.exit(1);
    }
  };

  async #run(uncaught: Error | undefined, signal: string | undefined = this.#signal): Promise<void> {
    this.#isClosing = true;
    this.#closingSince = performance.now();
    const cause = uncaught ?? this.#failure;
    if (cause) this.#logger.fatal({ err: cause }, 'closing after an error');
    else this.#logger.info({ signal }, 'closing');
    const isUrgent = this.#isUrgent || cause !== undefined || signal === 'SIGINT';
    for (const stop of this.#steps) await stop(isUrgent);
    // The exit code tells a supervisor that the process did not end well.
    if (this.#failure) throw this.#failure;
  }
}
