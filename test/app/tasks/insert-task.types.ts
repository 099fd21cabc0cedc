/** Code that must not compile. `npm run types` is the test; tap has nothing to run here. */
import type { Selectable } from 'kysely';
import type { Tasks } from '../../../generated/database.ts';
import type { NewTask } from '../../../src/app/tasks/insert-task.ts';
import type { TaskCreate } from '../../../src/app/tasks/task.ts';

/** The type is the test. */
const accept = <T>(value: T): T => value;

type Columns = Selectable<Tasks>;

export function members(task: NewTask<TaskCreate, Columns>): void {
  type WithColour = TaskCreate & { readonly colour?: string };
  type ColourColumn = Columns & { readonly colour: string };
  accept<NewTask<WithColour, ColourColumn>>({ ...task, colour: 'red' });
  // @ts-expect-error the insert forgets an optional member of the contract
  accept<NewTask<WithColour, ColourColumn>>(task);
  // @ts-expect-error a member of the contract has no column
  accept<NewTask<WithColour, Columns>>({ ...task, colour: 'red' });
  // @ts-expect-error a member of the contract has another type than its column
  accept<NewTask<WithColour, Columns & { readonly colour: number }>>({ ...task, colour: 'red' });
}
