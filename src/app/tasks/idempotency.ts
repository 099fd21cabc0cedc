import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { DatabaseError } from 'pg-protocol';
import { statement, text, type Database, type ValueOf } from '../../database/index.ts';
import { isRecord } from '../../values/is-record.ts';
import { JsonText } from '../../values/json-text.ts';
import type { StoredTask, Task } from './task.ts';

/** A request that is done once, however often it is sent (draft-ietf-httpapi-idempotency-key-header). */
export interface KeyedRequest {
  /** The client's name for the request, unique among those of the user. */
  readonly key: string;
  /** A hash of everything that the request asks for. */
  readonly request: string;
}

/** Why a request with a key is not done: the first one still runs, or the key was used for another request. */
export type KeyConflict = 'running' | 'reused';

/** An answer with a key's first answer, or the reason why there is none. */
export type KeptAnswer = { readonly kept: StoredTask } | { readonly conflict: KeyConflict };

/** The values of a statement that keeps its answer under a key. */
export interface KeyValues extends KeyedRequest {
  readonly userId: string;
}

/** The values for statements that have no key. */
export const noKey: KeyedRequest = { key: '', request: '' };

/**
 * Makes a request that is done once.
 *
 * @param parts everything that the request asks for: its operation, its path and its body
 * @returns undefined without a key
 */
export function keyedRequest(key: string | undefined, ...parts: readonly unknown[]): KeyedRequest | undefined {
  if (key === undefined) return undefined;
  // A client may write the members of one body in another order.
  const sorted = parts.map((part) =>
    isRecord(part) ? Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)) : part,
  );
  return { key, request: createHash('sha256').update(JSON.stringify(sorted)).digest('base64url') };
}

/** The columns of a kept answer. */
export const answerColumns = ['user_id', 'key', 'request', 'answer'] as const;

/**
 * Selects the answer to keep from a CTE that returns the written task. If the key has been used, the statement fails,
 * and nothing of it is stored.
 */
export function answerOf(value: ValueOf<KeyValues>) {
  return [
    sql<string>`${value('userId')}::text`.as('user_id'),
    sql<string>`${value('key')}::text`.as('key'),
    sql<string>`${value('request')}::text`.as('request'),
    'task',
  ] as const;
}

const lookup = statement(
  (db, value: ValueOf<KeyValues>) =>
    db
      .selectFrom('idempotency_keys')
      .select(['request', 'answer'])
      .where('user_id', '=', value('userId'))
      .where('key', '=', value('key')),
  { request: text, answer: text },
);

/** A task as servers before 0.5.0 kept it. */
type EarlierTask = Omit<Task, 'completed_at' | 'priority' | 'tags'>;

/**
 * Reads a kept answer. During a rolling upgrade, and for a day after it, servers before 0.5.0 may have kept it: then it
 * gets the members that they did not know.
 */
function readAnswer(answer: string): StoredTask {
  const task = new JsonText<Task | EarlierTask>(answer).parse();
  const { id, version } = task;
  if ('priority' in task) return { id, version, task: new JsonText(answer) };
  const completed_at = task.completed ? task.updated_at : null;
  const whole: Task = { ...task, completed_at, priority: 'none', tags: [] };
  return { id, version, task: new JsonText(JSON.stringify(whole)) };
}

/** Finds what a key was used for. @returns undefined if the user has not used it */
export async function findAnswer(
  db: Database,
  userId: string,
  { key, request }: KeyedRequest,
): Promise<KeptAnswer | undefined> {
  const [row] = await db.read(lookup, { userId, key, request });
  if (!row) return undefined;
  if (row.request !== request) return { conflict: 'reused' };
  return { kept: readAnswer(row.answer) };
}

const insertion = statement(
  (db, value: ValueOf<KeyValues & { readonly answer: string }>) =>
    db
      .insertInto('idempotency_keys')
      .values({
        user_id: value('userId'),
        key: value('key'),
        request: value('request'),
        answer: value('answer'),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key'),
  { key: text },
);

/** Keeps the answer to a request that had nothing to change. */
export async function keepUnchanged(
  db: Database,
  userId: string,
  keyed: KeyedRequest,
  { task }: StoredTask,
): Promise<void> {
  await db.write(insertion, { userId, ...keyed, answer: task.text });
}

/** True if a statement failed because another one has kept an answer under its key. Nothing of it is stored. */
function isKeyTaken(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '23505' && error.constraint === 'idempotency_keys_pkey';
}

/** The keys whose request runs in this process. */
const running = new Set<string>();

/**
 * Runs a request at most once for its key.
 *
 * Of two requests at the same time, the second is refused if the first runs in this process. If it runs in another
 * one, the second waits for it in the database: only one of them can keep its answer.
 *
 * @param run does the request and keeps its answer, in one transaction; undefined if it has stored nothing
 * @returns what `run` does, or the first answer, or a conflict; undefined if nothing is stored under the key either
 */
export async function runOnce<Outcome>(
  db: Database,
  userId: string,
  keyed: KeyedRequest,
  run: () => Promise<Outcome | undefined>,
): Promise<Outcome | KeptAnswer | undefined> {
  const name = JSON.stringify([userId, keyed.key]);
  if (running.has(name)) return { conflict: 'running' };
  running.add(name);
  try {
    const outcome = await run().catch((error: unknown) => {
      if (isKeyTaken(error)) return undefined;
      throw error;
    });
    return outcome ?? (await findAnswer(db, userId, keyed));
  } finally {
    running.delete(name);
  }
}
