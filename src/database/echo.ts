import { randomInt } from 'node:crypto';
import {
  QueryNode,
  ReturningNode,
  SelectionNode,
  SelectQueryNode,
  sql,
  type Expression,
  type RootOperationNode,
} from 'kysely';
import type { Job, PreparedStatement } from './job.ts';

/** Begins anywhere, because processes may share connections through a pooler. */
let last = randomInt(2 ** 47);

/** Returns a text that no other job has. */
export function nextEcho(): string {
  last += 1;
  return String(last);
}

/**
 * Adds a last column that returns a parameter of the statement: the echo of its job. Postgres answers in order and
 * names no request, so nothing else shows that a row belongs to the statement that waits for it.
 *
 * @throws TypeError for a query that returns no columns
 */
export function withEcho(query: RootOperationNode, echo: Expression<unknown>): RootOperationNode {
  const column = SelectionNode.create(sql`${echo}::text`.as('echo').toOperationNode());
  if (SelectQueryNode.is(query)) return SelectQueryNode.cloneWithSelections(query, [column]);
  if (!('returning' in query) || !ReturningNode.is(query.returning)) {
    throw new TypeError('A statement must return columns.');
  }
  return QueryNode.cloneWithReturning(query, [column]);
}

/** Returns its echo and nothing else. Unnamed, so that it needs no place among the prepared statements. */
export const proof: PreparedStatement = { name: '', text: 'select $1::text as echo' };

/** Makes the job that proves the answer to another one, within the time of that. */
export function proofJob({ userId, deadline }: Job, resolve: () => void, reject: (error: Error) => void): Job {
  const echo = nextEcho();
  return { statement: proof, parameters: [echo], echo, userId, deadline, resolve, reject };
}
