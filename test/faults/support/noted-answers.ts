import type { Answer, Client, Method } from '../../races/support/client.ts';

/** Counts the answers to a client's requests, and notes those that a client cannot expect. */
export class NotedAnswers {
  readonly #counts = new Map<number, number>();
  readonly #unexpected: string[] = [];
  readonly #readsRefused: string[] = [];

  /** Answers that are neither a success, nor a condition that does not hold, nor a 503 that says when to retry. */
  get unexpected(): readonly string[] {
    return this.#unexpected;
  }

  /** Reads that were answered with a 503. */
  get readsRefused(): readonly string[] {
    return this.#readsRefused;
  }

  /** The number of answers with a status. */
  count(status: number): number {
    return this.#counts.get(status) ?? 0;
  }

  /** The number of answers. */
  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Makes a client whose answers are noted here. */
  of(client: Client): Client {
    return {
      ...client,
      send: async (user, method, path, sent) => {
        const answer = await client.send(user, method, path, sent);
        this.#note(method, path, answer);
        return answer;
      },
    };
  }

  #note(method: Method, path: string, { status, headers, body, isRefused }: Answer): void {
    // Nobody listened: a balancer would have sent it elsewhere.
    if (isRefused === true) return;
    this.#counts.set(status, (this.#counts.get(status) ?? 0) + 1);
    const seen = `${method} ${path}: ${status} ${JSON.stringify(body)}`;
    const isExpected = (status >= 200 && status < 300) || [304, 409, 412].includes(status);
    if (!isExpected && !(status === 503 && headers['retry-after'] !== undefined)) this.#unexpected.push(seen);
    if (status === 503 && method === 'GET') this.#readsRefused.push(seen);
  }
}
