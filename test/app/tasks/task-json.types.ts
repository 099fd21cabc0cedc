/** Code that must not compile. `npm run types` is the test; tap has nothing to run here. */
import { sql, type Expression, type Selectable } from 'kysely';
import type { Tasks } from '../../../generated/database.ts';
import type { JsonColumns } from '../../../src/app/tasks/task-json.ts';
import type { Task } from '../../../src/app/tasks/task.ts';

/** The type is the test. */
const accept = <T>(value: T): T => value;

type Columns = Selectable<Tasks>;

export function members(columns: JsonColumns<Task, Columns>): void {
  // @ts-expect-error a member of the contract has no entry
  accept<JsonColumns<Task & { readonly colour: string }, Columns & { readonly colour: string }>>(columns);
  // @ts-expect-error a member of the contract has no column
  accept<JsonColumns<Task & { readonly colour: string }, Columns>>({ ...columns, colour: columns.title });
  // @ts-expect-error a member of the contract has another type than its column
  accept<JsonColumns<Omit<Task, 'title'> & { readonly title: number }, Columns>>(columns);
  // @ts-expect-error a member of the contract is marked internal
  accept<JsonColumns<Task, Columns>>({ ...columns, title: 'internal' });
}

export function databaseColumns(columns: JsonColumns<Task, Columns>): void {
  type WithColour = Columns & { readonly colour: string };
  accept<JsonColumns<Task, WithColour>>({ ...columns, colour: 'internal' });
  // @ts-expect-error a column of the table is neither shown nor internal
  accept<JsonColumns<Task, WithColour>>(columns);
  // @ts-expect-error a column that the contract does not have is shown
  accept<JsonColumns<Task, WithColour>>({ ...columns, colour: columns.title });
  // @ts-expect-error the table has no such column
  accept<JsonColumns<Task, Columns>>({ ...columns, colour: 'internal' });
  // @ts-expect-error a column of a member was removed from the table
  accept<JsonColumns<Task, Omit<Columns, 'title'>>>(columns);
  // @ts-expect-error a column of a member may now be NULL
  accept<JsonColumns<Task, Omit<Columns, 'title'> & { readonly title: string | null }>>(columns);
}

export function writers(columns: JsonColumns<Task, Columns>): void {
  const neverNull = (column: Expression<string>) => sql<string>`to_json(${column})`;
  accept<JsonColumns<Task, Columns>>({ ...columns, title: neverNull });
  // @ts-expect-error the writer does not handle NULL
  accept<JsonColumns<Task, Columns>>({ ...columns, due_date: neverNull });
  // @ts-expect-error the writer takes another type
  accept<JsonColumns<Task, Columns>>({ ...columns, completed: neverNull });
}
