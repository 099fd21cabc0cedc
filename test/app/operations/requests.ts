/**
 * Requests of every operation, made from the contract, so that a new operation joins the tests of every status it
 * declares.
 */
import { contractOperations, type ContractOperation } from '../../support/contract-operations.ts';
import type { TestRequest } from '../../support/server.ts';

const declared = await contractOperations();

/** A valid body for each operation that takes one. */
const bodies: Readonly<Record<string, object>> = {
  createTask: { title: 'Buy milk' },
  updateTask: { title: 'Buy oat milk', description: null, completed: true, due_date: null },
  patchTask: { title: 'Buy oat milk', description: null, completed: true, due_date: null },
  toggleTaskCompletion: { completed: true },
};

interface Target {
  /** The user whose token is sent. An operation without a user in its path is public: it gets no token. */
  readonly as?: string;
  /** The user id in the path, percent-encoded. The default is the token's user. */
  readonly user?: string;
  /** The task id in the path, percent-encoded. */
  readonly id?: number | string;
}

export type OperationRequest = TestRequest & Readonly<Pick<ContractOperation, 'method'> & { url: string }>;

/**
 * A valid request of an operation. By default Alice asks, about her task 1.
 *
 * @throws for a parameter or body it has no value for
 */
export function requestOf(
  operation: ContractOperation,
  { as = 'alice', user = encodeURIComponent(as), id = 1 }: Target = {},
): OperationRequest {
  const segments: Readonly<Record<string, string>> = { user_id: user, id: String(id) };
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const segment = segments[name];
    if (segment === undefined) throw new Error(`${operation.id}: the tests have no value for the parameter ${name}.`);
    return segment;
  });
  const required = operation.parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  const query = new URLSearchParams(required.map(({ name, example }): [string, string] => [name, String(example)]));
  const url = query.size > 0 ? `${path}?${query.toString()}` : path;
  const request = { method: operation.method, url, ...(isPublic(operation) ? {} : { as }) };
  return operation.body ? { ...request, payload: bodyOf(operation) } : request;
}

/** A valid body of an operation. @throws if this file has none */
export function bodyOf({ id }: ContractOperation): object {
  const body = bodies[id];
  if (!body) throw new Error(`${id}: the tests have no body for it.`);
  return body;
}

/** The same request without a token. */
export function withoutToken({ as: _, ...request }: OperationRequest): OperationRequest {
  return request;
}

/** Operations that anyone may call. */
export function isPublic({ parameters }: ContractOperation): boolean {
  return !parameters.some(({ isOwner }) => isOwner);
}

/** The status of an operation's success. */
export function successOf({ id, responses }: ContractOperation): number {
  const status = [...responses.keys()].find((code) => code >= 200 && code < 300);
  if (status === undefined) throw new Error(`${id} declares no success.`);
  return status;
}

/** The operations for which this is true. @throws if there are none: a test without a case must not pass */
export function operationsWhere(isIncluded: (operation: ContractOperation) => boolean): readonly ContractOperation[] {
  const operations = declared.filter(isIncluded);
  if (operations.length === 0) throw new Error('The contract has no such operation.');
  return operations;
}

/** The operations that declare a status. */
export function operationsDeclaring(status: number): readonly ContractOperation[] {
  return operationsWhere(({ responses }) => responses.has(status));
}

/**
 * Pairs every operation that declares a status with its row of a table.
 *
 * @throws if an operation has no row, or a row has no such operation
 */
export function withRows<Row>(
  operations: readonly ContractOperation[],
  rows: Readonly<Record<string, Row>>,
): readonly (readonly [operation: ContractOperation, row: Row])[] {
  const unknown = Object.keys(rows).filter((id) => !operations.some((operation) => operation.id === id));
  if (unknown.length > 0) throw new Error(`The table has a row for ${unknown.join(', ')}, which is not tested here.`);
  return operations.map((operation) => {
    const row = rows[operation.id];
    if (row === undefined) throw new Error(`The table has no row for ${operation.id}.`);
    return [operation, row];
  });
}
