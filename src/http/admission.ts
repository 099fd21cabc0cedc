import type { NotifyingResponse } from './notifying-response.ts';
import { hasBody } from '../values/has-body.ts';
import type { Serve } from './connection.ts';
import { maxQueuedRequests, maxRunningRequests, queuedWithinMs } from './limits.ts';

/** Interval at which the queue is searched for requests that have waited too long. */
const intervalMs = 50;

interface Queued {
  readonly answer: NotifyingResponse;
  readonly until: number;
}

/** The steps of admission that requests pass. */
export interface AdmissionOptions {
  readonly serve: Serve;
  /** Answers a request that cannot be let in, as cheaply as possible. */
  readonly shed: Serve;
  /** Tells which requests are always let in. */
  readonly isExempt: (target: string) => boolean;
}

/**
 * Lets requests in, before they are parsed and before their token is verified. Beyond a number of them the next ones
 * queue, shortly, so that an overloaded server does the same work a second as a busy one.
 */
export class Admission {
  readonly #options: AdmissionOptions;
  /** In the order of arrival. */
  #queue: Queued[] = [];
  #running = 0;
  #timer: NodeJS.Timeout | undefined;
  #isWoken = false;
  #isPaused = false;

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  readonly enter = (answer: NotifyingResponse): void => {
    const isFull = this.#running >= maxRunningRequests || this.#queue.length > 0;
    const isExempt = !isFull || this.#options.isExempt(answer.req.url ?? '');
    if (isExempt && !this.#isPaused) this.#start(answer);
    else if (this.#queue.length >= maxQueuedRequests) this.#options.shed(answer);
    else this.#enqueue(answer);
  };

  /** Lets nothing in for a moment. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#advance();
  }

  #enqueue(answer: NotifyingResponse): void {
    this.#queue.push({ answer, until: performance.now() + queuedWithinMs });
    this.#timer ??= setInterval(() => this.#advance(), intervalMs);
  }

  #start(answer: NotifyingResponse): void {
    // A request whose body arrives slowly keeps no other out.
    if (!answer.req.complete && hasBody(answer.req)) answer.req.once('end', () => this.#count(answer));
    else this.#count(answer);
    this.#options.serve(answer);
  }

  #count(answer: NotifyingResponse): void {
    if (answer.writableEnded) return;
    this.#running += 1;
    answer.onGiven = this.#leave;
  }

  readonly #leave = (): void => {
    this.#running -= 1;
    if (this.#queue.length === 0 || this.#isWoken) return;
    this.#isWoken = true;
    // Not at once: the next answer would be given within this one, and so on.
    setImmediate(() => this.#advance());
  };

  /** Starts as many requests as may run, and sheds those that have waited too long. */
  #advance(): void {
    this.#isWoken = false;
    if (this.#isPaused) return;
    const now = performance.now();
    let index = 0;
    for (; index < this.#queue.length; index += 1) {
      const queued = this.#queue[index];
      if (!queued) break;
      const { answer, until } = queued;
      // A client that is gone needs no answer.
      if (answer.req.destroyed) continue;
      if (until < now) this.#options.shed(answer);
      else if (this.#running < maxRunningRequests) this.#start(answer);
      else break;
    }
    this.#queue.splice(0, index);
    if (this.#queue.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
