/** Type tests of the client: calls that compile and calls that must not. `npm run types` checks them, not tap. */
import type {
  ChangePage,
  Deletion,
  Input,
  PreconditionFailedProblem,
  Problem,
  Task,
  TaskCompletion,
  TaskDeleted,
  TasksClient,
  TaskWritten,
  ValidationProblem,
} from '../../src/client/index.ts';

/** Compiles only if the value has the type. */
const accept = <T>(value: T): T => value;

type Same<A, B> = [A, B] extends [B, A] ? true : false;
type Data<Id extends keyof TasksClient> = NonNullable<Awaited<ReturnType<TasksClient[Id]>>['data']>;
type Failure<Id extends keyof TasksClient> = NonNullable<Awaited<ReturnType<TasksClient[Id]>>['error']>;

const path = { user_id: 'alice', id: 42 };

export function successes(): void {
  accept<true>(true satisfies Same<Data<'getTask'>, Task>);
  accept<true>(true satisfies Same<Data<'listTasks'>, readonly Task[]>);
  accept<true>(true satisfies Same<Data<'deleteTask'>, never>);
  accept<true>(true satisfies Same<Data<'patchTask'>, Task>);
  accept<true>(true satisfies Same<Data<'toggleTaskCompletion'>, Task>);
  accept<true>(true satisfies Same<Data<'clearCompletedTasks'>, Deletion>);
  accept<true>(true satisfies Same<Data<'listChanges'>, ChangePage>);
  accept<true>(true satisfies Same<Data<'getHealth'>['status'], 'ok'>);
  accept<true>(true satisfies Same<Failure<'getHealth'>['status'], 400 | 406 | 429 | 500>);
}

export async function results(client: TasksClient): Promise<void> {
  const { data, error } = await client.getTask({ path });
  // @ts-expect-error data may be undefined
  accept<Task>(data);
  if (error === undefined) {
    accept<Task>(data);
    return;
  }
  accept<undefined>(data);
  accept<Problem>(error);
  // @ts-expect-error not every problem has faults
  accept(error.errors);
  switch (error.status) {
    case 401:
      accept<'/problems/invalid-token'>(error.type);
      break;
    case 404:
      accept<'/problems/task-not-found'>(error.type);
      // @ts-expect-error a problem of another status
      accept<'/problems/forbidden'>(error.type);
      break;
    case 422:
      accept<ValidationProblem>(error);
      accept<number>(error.errors.length);
      break;
    // @ts-expect-error getTask has no body that could be too large
    case 413:
      break;
    // @ts-expect-error a success is not an error
    case 200:
      break;
    default:
      accept<400 | 403 | 406 | 429 | 500 | 503>(error.status);
  }
}

export async function calls(client: TasksClient): Promise<void> {
  await client.getHealth();
  await client.createTask({ path: { user_id: 'alice' }, body: { title: 'Buy milk' } });
  // @ts-expect-error the path is missing
  await client.getTask();
  // @ts-expect-error a member of the path is missing
  await client.getTask({ path: { user_id: 'alice' } });
  // @ts-expect-error the id is a number
  await client.getTask({ path: { user_id: 'alice', id: '42' } });
  // @ts-expect-error the body is missing
  await client.createTask({ path: { user_id: 'alice' } });
  // @ts-expect-error the title is missing
  await client.createTask({ path: { user_id: 'alice' }, body: {} });
  // @ts-expect-error the member is not declared
  await client.updateTask({ path, body: { colour: 'red' } });
  // @ts-expect-error the body is missing
  await client.updateTask({ path });
  // @ts-expect-error the operation has no body
  await client.deleteTask({ path, body: {} });
  await client.toggleTaskCompletion({ path });
  await client.toggleTaskCompletion({ path, body: { completed: true } satisfies TaskCompletion });
  // @ts-expect-error the body may be absent, not empty
  await client.toggleTaskCompletion({ path, body: {} });
  await client.patchTask({ path, body: { due_date: null } });
  // @ts-expect-error the member is not declared
  await client.patchTask({ path, body: { title: 'Buy milk', colour: 'red' } });
  // @ts-expect-error nothing says which tasks to delete
  await client.clearCompletedTasks({ path: { user_id: 'alice' } });
  // @ts-expect-error only completed tasks can be cleared
  await client.clearCompletedTasks({ path: { user_id: 'alice' }, query: { status: 'all' } });
  // @ts-expect-error the sort is not declared
  await client.listTasks({ path: { user_id: 'alice' }, query: { sort: 'colour' } });
  // @ts-expect-error the operation has no query
  await client.getTask({ path, query: { limit: 1 } });
  // @ts-expect-error the operation does not exist
  accept<keyof TasksClient>('listUsers');
}

export async function headers(client: TasksClient): Promise<void> {
  const body = { title: 'Buy milk' };
  await client.createTask({ path: { user_id: 'alice' }, body, headers: { 'Idempotency-Key': 'a1' } });
  await client.patchTask({ path, body, headers: { 'If-Match': '"17"', 'Idempotency-Key': 'a1' } });
  await client.deleteTask({ path, headers: { 'If-Match': '"17"' } });
  // @ts-expect-error the operation does not declare the header
  await client.updateTask({ path, body, headers: { 'Idempotency-Key': 'a1' } });
  // @ts-expect-error the operation does not declare the header
  await client.getTask({ path, headers: { 'If-Match': '"17"' } });
  // @ts-expect-error the operation has no headers
  await client.listTasks({ path: { user_id: 'alice' }, headers: { 'If-None-Match': '"17"' } });
  // @ts-expect-error a tag is a text
  await client.deleteTask({ path, headers: { 'If-Match': 17 } });
}

export async function notModified(client: TasksClient, tag: string, input: Input<'getTask'>): Promise<void> {
  const plain = await client.getTask({ path, signal: AbortSignal.timeout(1000) });
  if (plain.error === undefined) accept<string>(plain.data.title);
  const conditional = await client.getTask({ path, headers: { 'If-None-Match': tag } });
  if (conditional.error === undefined) {
    accept<string | undefined>(conditional.data?.title);
    // @ts-expect-error a 304 has no data
    accept<string>(conditional.data.title);
  }
  const unknown = await client.getTask(input);
  if (unknown.error !== undefined) return;
  // @ts-expect-error the input may hold If-None-Match
  accept<string>(unknown.data.title);
}

export async function merge(client: TasksClient, task: Task): Promise<void> {
  const { error } = await client.updateTask({ path, body: { ...task, title: 'Buy oat milk' } });
  if (error?.status === 412) {
    accept<PreconditionFailedProblem>(error);
    accept<Task>(error.task);
  }
  // @ts-expect-error only a 412 holds the task
  accept(error?.task);
  // @ts-expect-error an update has no Idempotency-Key
  accept<boolean>(error?.status === 409);
}

export async function follow(client: TasksClient): Promise<void> {
  const { data, error } = await client.listChanges({ path: { user_id: 'alice' }, query: { since: 17 } });
  if (error?.status === 410) accept<'/problems/changes-gone'>(error.type);
  for (const change of data?.changes ?? []) {
    if (change.deleted) accept<TaskDeleted>(change);
    else accept<Task>(accept<TaskWritten>(change).task);
  }
}

/** A stand-in for tests of a front end. */
export const standIn: Pick<TasksClient, 'getTask' | 'toggleTaskCompletion'> = {
  getTask: async ({ path: { id, user_id } }) => {
    const times = { completed_at: null, due_date: null, created_at: '', updated_at: '' };
    const told = { title: '', description: null, priority: 'none', tags: [] } as const;
    const data = { id, user_id, ...told, completed: false, version: 1, ...times };
    return { data, response: new Response() };
  },
  toggleTaskCompletion: async () => Promise.reject(new Error('not used')),
};
