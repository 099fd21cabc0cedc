/**
 * Code that must not compile. `npm run types` is the test: an `@ts-expect-error` above a line that compiles is an
 * error. tap does not run this file.
 */
import type { Answer, OperationHandlers, OperationId, OperationRequest } from '../../../src/contract/types/handler.ts';
import { operations } from '../../../src/app/operations/index.ts';
import type { Services } from '../../../src/app/operations/operation.ts';
import { problem } from '../../../src/values/problems.ts';
import type { Principal } from '../../../src/auth/principal.ts';
import type { Task } from '../../../src/app/tasks/task.ts';

/** Requires a value of a type. */
const accept = <T>(value: T): T => value;

/** The header that every answer with one task has. */
const tag = { ETag: '"1"' };

/** True if each of two types is assignable to the other. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;
type Query = OperationRequest<'listTasks'>['query'];

export function table(): void {
  const { getTask, ...withoutGetTask } = operations;
  accept<OperationHandlers<Services>>({ ...withoutGetTask, getTask });
  // @ts-expect-error an operation has no handler
  accept<OperationHandlers<Services>>(withoutGetTask);
  // @ts-expect-error a handler has no operation
  accept<OperationHandlers<Services>>({ ...operations, listUsers: operations.getHealth });
  // @ts-expect-error another operation's handler
  accept<OperationHandlers<Services>>({ ...operations, deleteTask: getTask });
  accept<OperationId>('getTask');
  // @ts-expect-error not an operation
  accept<OperationId>('listUsers');
}

export function statuses(task: Task): void {
  accept<Answer<'getTask'>>({ status: 200, headers: tag, body: task });
  // @ts-expect-error 201 is not declared
  accept<Answer<'getTask'>>({ status: 201, headers: tag, body: task });
  accept<Answer<'deleteTask'>>({ status: 204 });
  // @ts-expect-error 200 is not declared
  accept<Answer<'deleteTask'>>({ status: 200 });
  // @ts-expect-error a problem is not a plain status
  accept<Answer<'getTask'>>({ status: 404 });
}

export function bodies(task: Task): void {
  // @ts-expect-error the body is missing
  accept<Answer<'getTask'>>({ status: 200, headers: tag });
  // @ts-expect-error a page is not a task
  accept<Answer<'getTask'>>({ status: 200, headers: tag, body: [task] });
  // @ts-expect-error a member has another type
  accept<Answer<'getTask'>>({ status: 200, headers: tag, body: { ...task, id: '42' } });
  // @ts-expect-error a member is not declared
  accept<Answer<'getTask'>>({ status: 200, headers: tag, body: { ...task, colour: 'red' } });
  // @ts-expect-error a Date is not a time of the contract
  accept<Answer<'getTask'>>({ status: 200, headers: tag, body: { ...task, created_at: new Date() } });
  // @ts-expect-error 204 has no body
  accept<Answer<'deleteTask'>>({ status: 204, body: task });
  // @ts-expect-error a constant has another value
  accept<Answer<'getHealth'>>({ status: 200, body: { status: 'fine' } });
}

export function headers(task: Task): void {
  accept<Answer<'createTask'>>({ status: 201, headers: { ...tag, Location: '/api/alice/tasks/42' }, body: task });
  // @ts-expect-error the required header is missing
  accept<Answer<'createTask'>>({ status: 201, body: task });
  // @ts-expect-error the required header is missing among the headers
  accept<Answer<'createTask'>>({ status: 201, headers: {}, body: task });
  // @ts-expect-error a header is not declared
  accept<Answer<'createTask'>>({ status: 201, headers: { ...tag, Location: '/', Colour: 'red' }, body: task });
  accept<Answer<'listTasks'>>({ status: 200, body: [task] });
  accept<Answer<'listTasks'>>({ status: 200, headers: { Link: '</>; rel="next"' }, body: [task] });
  // @ts-expect-error a header is misspelt
  accept<Answer<'listTasks'>>({ status: 200, headers: { Links: '</>; rel="next"' }, body: [task] });
  // @ts-expect-error another header is declared
  accept<Answer<'getTask'>>({ status: 200, headers: { ...tag, Link: '</>; rel="next"' }, body: task });
  accept<Answer<'getTask'>>({ status: 304, headers: tag });
  // @ts-expect-error a 304 has no body
  accept<Answer<'getTask'>>({ status: 304, headers: tag, body: task });
}

export function refusals(task: Task): void {
  accept<Answer<'getTask'>>(problem('/problems/task-not-found'));
  accept<Answer<'getReadiness'>>(problem('/problems/service-unavailable', { headers: { 'Retry-After': 5 } }));
  // @ts-expect-error its Retry-After is missing
  accept<Answer<'getReadiness'>>(problem('/problems/service-unavailable'));
  // @ts-expect-error no such header is declared
  accept<Answer<'getTask'>>(problem('/problems/task-not-found', { headers: { 'X-Secret': 'x' } }));
  // @ts-expect-error only a ValidationProblem has errors
  accept<Answer<'getTask'>>(problem('/problems/task-not-found', { errors: [] }));
  accept<Answer<'updateTask'>>(problem('/problems/precondition-failed', { headers: tag, extensions: { task } }));
  // @ts-expect-error its task is missing
  accept<Answer<'updateTask'>>(problem('/problems/precondition-failed', { headers: tag }));
  // @ts-expect-error only a failed precondition has a task
  accept<Answer<'updateTask'>>(problem('/problems/task-not-found', { extensions: { task } }));
  // @ts-expect-error a list does not declare this problem
  accept<Answer<'listTasks'>>(problem('/problems/task-not-found'));
  // @ts-expect-error only a list has cursors
  accept<Answer<'getTask'>>(problem('/problems/invalid-cursor'));
  // @ts-expect-error not a problem of the contract
  problem('/problems/teapot');
}

export function requests(request: OperationRequest<'listTasks'>, health: OperationRequest<'getHealth'>): void {
  accept<true>(true satisfies Same<OperationRequest<'getTask'>['principal'], Principal>);
  accept<true>(true satisfies Same<OperationRequest<'getHealth'>['principal'], undefined>);
  accept<true>(
    true satisfies Same<OperationRequest<'getTask'>['path'], { readonly user_id: string; readonly id: number }>,
  );
  accept<true>(true satisfies Same<OperationRequest<'getTask'>['body'], undefined>);
  type Toggle = OperationRequest<'toggleTaskCompletion'>;
  accept<true>(true satisfies Same<Toggle['body'], { readonly completed: boolean } | undefined>);
  accept<true>(true satisfies Same<Toggle['headers']['If-Match'], string | undefined>);
  accept<Toggle['headers']>({});
  // @ts-expect-error not a header of the operation
  accept<Toggle['headers']>({ 'If-None-Match': '"1"' });
  accept<true>(true satisfies Same<Query['limit' | 'offset'], number>);
  accept<true>(true satisfies Same<Query['sort'], 'created' | 'title' | 'due_date' | 'priority' | 'updated'>);
  accept<true>(true satisfies Same<Query['q'], string | undefined>);
  accept<Query>({ status: 'all', sort: 'created', limit: 50, offset: 0 });
  accept<Query>({ status: 'all', sort: 'created', limit: 50, offset: 0, q: 'milk', cursor: 'eyJ9' });
  // @ts-expect-error a parameter with a default is never absent
  accept<Query>({ status: 'all', sort: 'created', limit: 50 });
  // @ts-expect-error a parameter without a default may be absent
  accept<string>(request.query.cursor);
  // @ts-expect-error not a parameter
  accept(request.query.colour);
  // @ts-expect-error a public operation has no principal
  accept<Principal>(health.principal);
}
