/** Type tests of the client: calls that compile and calls that must not. `npm run types` checks them, not tap. */
import type { Problem, Task, TasksClient, ValidationProblem } from '../../src/client/index.ts';

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
  // @ts-expect-error the operation has no body
  await client.toggleTaskCompletion({ path, body: {} });
  // @ts-expect-error the sort is not declared
  await client.listTasks({ path: { user_id: 'alice' }, query: { sort: 'colour' } });
  // @ts-expect-error the operation has no query
  await client.getTask({ path, query: { limit: 1 } });
  // @ts-expect-error the operation does not exist
  accept<keyof TasksClient>('listUsers');
}
