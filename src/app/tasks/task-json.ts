import { sql, type Expression, type Selectable } from 'kysely';
import type { Tasks } from '../../../generated/database.ts';
import type { Task } from './task.ts';

/** Builds the SQL that writes a column's value as JSON. */
type JsonWriter<Value> = (column: Expression<Value>) => Expression<string>;

/** An array of a row may be changed, one of the contract may not. */
type Unchangeable<Value> = Value extends readonly (infer Item)[] ? readonly Item[] : Value;

type Same<A, B> = [Unchangeable<A>, Unchangeable<B>] extends [Unchangeable<B>, Unchangeable<A>] ? true : false;

/**
 * An entry for each member of a resource and each column of its table.
 *
 * A member is the column of the same name and type: a member without such a column has no valid entry. Every other
 * column is marked `internal`.
 */
export type JsonColumns<Resource, Columns> = {
  readonly [Name in keyof Resource | keyof Columns]: Name extends keyof Resource & keyof Columns
    ? Same<Resource[Name], Columns[Name]> extends true
      ? JsonWriter<Columns[Name]>
      : never
    : Name extends keyof Columns
      ? 'internal'
      : never;
};

const number: JsonWriter<number> = (column) => sql`${column}`;
const boolean: JsonWriter<boolean> = (column) => sql`to_json(${column})`;
const text: JsonWriter<string> = (column) => sql`to_json(${column})`;

/**
 * A time in UTC, whatever the session's time zone and date style are. Outside a quoted part, `\"` writes a quote. In
 * an E'' text, `\\` is a backslash whatever `standard_conforming_strings` is.
 */
const time: JsonWriter<string> = (column) =>
  sql`to_char(${column} at time zone 'UTC', E'\\\\"YYYY-MM-DD"T"HH24:MI:SS.US"Z"\\\\"')`;

/** A due date: a day if it has no time. */
const dueDate: JsonWriter<string> = (column) =>
  sql`to_char(${column} at time zone 'UTC',
    case when due_has_time then E'\\\\"YYYY-MM-DD"T"HH24:MI:SS.US"Z"\\\\"' else E'\\\\"YYYY-MM-DD\\\\"' end)`;

/**
 * The time of completion. A server of a version before it completes a task without one, and makes it pending without
 * clearing it.
 */
const completion: JsonWriter<string> = (column) =>
  sql`case when completed then ${time(sql<string>`coalesce(${column}, updated_at)`)} end`;

/** `array_to_json` writes no white space. */
const texts: JsonWriter<string[]> = (column) => sql`array_to_json(${column})`;

/** A task that was stored by hand has no number. Clients see 1, the smallest. */
const storedVersion: JsonWriter<number> = (column) => sql`greatest(${column}, 1)`;

/** Writes `null` for NULL. The given writer must turn NULL into NULL. */
function nullable<Value>(write: JsonWriter<Value>): JsonWriter<Value | null> {
  return (column) => sql`coalesce(${write(sql<Value>`${column}`)}, 'null')`;
}

/** The columns of `tasks`, in the contract's order. */
const columns = {
  id: number,
  user_id: text,
  title: text,
  description: nullable(text),
  completed: boolean,
  completed_at: nullable(completion),
  priority: text,
  tags: texts,
  due_date: nullable(dueDate),
  version: storedVersion,
  created_at: time,
  updated_at: time,
  previous_version: 'internal',
  due_day: 'internal',
  due_has_time: 'internal',
  title_folded: 'internal',
  description_folded: 'internal',
} satisfies JsonColumns<Task, Selectable<Tasks>>;

function jsonObject(writers: Readonly<Record<string, JsonWriter<never> | 'internal'>>): Expression<string> {
  const members = Object.entries(writers).flatMap(([name, write]) =>
    write === 'internal' ? [] : [{ name, value: write(sql.ref(name)) }],
  );
  const parts = members.map(
    ({ name, value }, index) => sql`${sql.lit(`${index === 0 ? '{' : ','}"${name}":`)}, ${value}`,
  );
  return sql`concat(${sql.join(parts)}, '}')`;
}

/**
 * A row as the JSON of a `Task`. Postgres writes the JSON and nothing here writes it again: that would be the larger
 * half of the cost of a list.
 */
export const taskJson = sql<string>`${jsonObject(columns)}`.as('task');

/** The version that clients see, as `version` in `taskJson`. */
export const taskVersion = sql<number>`${storedVersion(sql.ref('version'))}`.as('version');
