import type { components } from '../../../generated/contract.ts';
import type { Task } from '../../../src/app/tasks/task.ts';
import { isRecord } from '../../../src/values/is-record.ts';

type ChangePage = components['schemas']['ChangePage'];

/** A moment at which a follower had seen all changes: the versions that it had then, by id. */
interface CaughtUp {
  readonly since: number;
  /** A deleted task has the version of its deletion. */
  readonly versions: ReadonlyMap<number, number>;
}

/** A page of changes in a body. @throws Error if it is none */
export function pageIn(body: unknown): ChangePage {
  if (!isPage(body)) throw new Error(`Not a page of changes: ${JSON.stringify(body)}`);
  return body;
}

function isPage(value: unknown): value is ChangePage {
  return isRecord(value) && Array.isArray(value['changes']) && typeof value['since'] === 'number';
}

/** A copy of a user's tasks that is kept up to date from pages of changes alone. */
export class Follower {
  readonly #tasks = new Map<number, Task>();
  readonly #versions = new Map<number, number>();
  readonly #caughtUp: CaughtUp[] = [];
  #since = 0;
  #lastVersion = 0;

  /** Where the next page begins. */
  get since(): number {
    return this.#since;
  }

  /** The tasks of the copy, in the order of their ids. */
  get tasks(): readonly Task[] {
    return [...this.#tasks.values()].sort((left, right) => left.id - right.id);
  }

  /** Every moment at which the copy was complete. */
  get caughtUp(): readonly CaughtUp[] {
    return this.#caughtUp;
  }

  /** Applies the page after `since`. @throws Error if a change is out of order */
  apply({ changes, since, has_more }: ChangePage): void {
    for (const change of changes) {
      const { id, version } = change;
      if (version <= this.#lastVersion) throw new Error(`Version ${version} came after ${this.#lastVersion}.`);
      this.#lastVersion = version;
      this.#versions.set(id, version);
      if (change.deleted) {
        this.#tasks.delete(id);
        continue;
      }
      if (change.task.id !== id || change.task.version !== version) {
        throw new Error(`The change ${version} of ${id} holds ${JSON.stringify(change.task)}.`);
      }
      this.#tasks.set(id, change.task);
    }
    if (since < this.#lastVersion) throw new Error(`The position ${since} is before ${this.#lastVersion}.`);
    if (has_more && since <= this.#since) throw new Error(`The position ${since} does not move on.`);
    this.#since = since;
    if (!has_more) this.#caughtUp.push({ since, versions: new Map(this.#versions) });
  }
}

/** A write that a client has an answer for. */
export type Acknowledged = Pick<Task, 'id' | 'version'>;

/**
 * Finds the acknowledged writes that a follower had missed at a moment when it was told that it had seen everything up
 * to a later version.
 */
export function missedWrites({ caughtUp }: Follower, acknowledged: readonly Acknowledged[]): readonly string[] {
  return caughtUp.flatMap(({ since, versions }) =>
    acknowledged
      .filter(({ id, version }) => version <= since && (versions.get(id) ?? 0) < version)
      .map(({ id, version }) => `version ${version} of ${id} was missed at ${since}`),
  );
}
