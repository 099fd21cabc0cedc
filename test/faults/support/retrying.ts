import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Answer, Client, Method, Sent } from '../../races/support/client.ts';
import { pick } from '../../races/support/choice.ts';

type Request = readonly [method: Method, path: string, sent?: Sent];

/** Pause after each request, so that the processes have time to start. */
const pauseMs = 10;

/** A user's client of several processes. It sends each request to another one. */
export class Retrying {
  readonly #clients: readonly Client[];
  readonly #user: string;
  #turn: number;
  #unanswered = 0;

  /** @param turn the index of the process that gets the first request */
  constructor(clients: readonly Client[], user: string, turn: number) {
    this.#clients = clients;
    this.#user = user;
    this.#turn = turn;
  }

  /** Requests that may have been stored or not. */
  get unanswered(): number {
    return this.#unanswered;
  }

  /** Sends a request to the next process that listens. @returns undefined if it may have been stored or not */
  async once(...[method, path, sent]: Request): Promise<Answer | undefined> {
    for (;;) {
      this.#turn += 1;
      const answer = await pick(this.#clients, this.#turn).send(this.#user, method, path, sent);
      await setTimeout(pauseMs);
      if (answer.isRefused === true) continue;
      if (answer.status !== 0 && answer.status !== 503) return answer;
      this.#unanswered += 1;
      return undefined;
    }
  }

  /** Sends a request until it is answered. @returns the answer, and whether an earlier attempt had none */
  async untilAnswered(...request: Request): Promise<{ readonly answer: Answer; readonly isRepeated: boolean }> {
    for (let isRepeated = false; ; isRepeated = true) {
      const answer = await this.once(...request);
      if (answer && answer.status !== 409) return { answer, isRepeated };
    }
  }
}

/** Makes a request that is done once. */
export function withKey(body?: object): Sent {
  return { headers: { 'idempotency-key': randomUUID() }, ...(body ? { body } : {}) };
}
