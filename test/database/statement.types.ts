/** Code that must not compile. `npm run types` is the test; tap has nothing to run here. */
import { sql } from 'kysely';
import type { Database } from '../../src/database/pool.ts';
import { integer, nullable, text, type Decoder } from '../../src/database/decoders.ts';
import { statement, type ValueOf } from '../../src/database/statement.ts';

/** The type is the test. */
const accept = <T>(value: T): T => value;

/** Never called: it would run. */
const boolean: Decoder<boolean> = (value) => value === 't';

export function columns(): void {
  statement((db) => db.selectFrom('tasks').select(['id', 'title', 'due_date']), {
    id: integer,
    title: text,
    due_date: nullable(text),
  });
  // @ts-expect-error the table has no such column
  statement((db) => db.selectFrom('tasks').select('colour'), { colour: text });
  // @ts-expect-error the statement selects a column that has no decoder
  statement((db) => db.selectFrom('tasks').select(['id', 'title']), { id: integer });
  // @ts-expect-error a decoder has no column
  statement((db) => db.selectFrom('tasks').select('id'), { id: integer, title: text });
  // @ts-expect-error the column was renamed in the statement
  statement((db) => db.selectFrom('tasks').select('id as key'), { id: integer });
  // @ts-expect-error a statement that returns nothing has no row
  statement((db) => db.insertInto('users').values({ id: 'alice' }), {});
}

export function decoders(): void {
  statement((db) => db.selectFrom('tasks').select('completed'), { completed: boolean });
  // @ts-expect-error the column is a number
  statement((db) => db.selectFrom('tasks').select('id'), { id: text });
  // @ts-expect-error the column is a boolean
  statement((db) => db.selectFrom('tasks').select('completed'), { completed: text });
  // @ts-expect-error the column may be NULL
  statement((db) => db.selectFrom('tasks').select('due_date'), { due_date: text });
  // @ts-expect-error the column is never NULL
  statement((db) => db.selectFrom('tasks').select('title'), { title: nullable(text) });
  // @ts-expect-error the type of the expression is not declared
  statement((db) => db.selectNoFrom(sql`now()`.as('now')), { now: text });
  statement((db) => db.deleteFrom('tasks').returning('id'), { id: integer });
  // @ts-expect-error a returned column is a number
  statement((db) => db.deleteFrom('tasks').returning('id'), { id: text });
}

export function values(): void {
  statement(
    (db, value: ValueOf<{ readonly userId: string }>) =>
      // @ts-expect-error the statement has no such value
      db.selectFrom('tasks').select('id').where('user_id', '=', value('user')),
    { id: integer },
  );
  statement(
    (db, value: ValueOf<{ readonly userId: string }>) =>
      // @ts-expect-error the column has another type than the value
      db.selectFrom('tasks').select('id').where('id', '=', value('userId')),
    { id: integer },
  );
}

export async function rows(db: Database): Promise<void> {
  const find = statement(
    (builder, value: ValueOf<{ readonly id: number }>) =>
      builder.selectFrom('tasks').select(['title', 'due_date']).where('id', '=', value('id')),
    { title: text, due_date: nullable(text) },
  );
  const [row] = await db.read(find, { id: 42 });
  // @ts-expect-error there may be no row
  accept<string>(row.title);
  if (!row) return;
  accept<string>(row.title);
  accept<string | null>(row.due_date);
  // @ts-expect-error the column may be NULL
  accept<string>(row.due_date);
  // @ts-expect-error the statement does not select this column
  accept(row.id);
  // @ts-expect-error a row is not read by position
  accept(row[0]);
  // @ts-expect-error the value is missing
  await db.read(find, {});
  // @ts-expect-error the value has another type
  await db.read(find, { id: '42' });
}
