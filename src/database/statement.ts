import { createHash } from 'node:crypto';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type Compilable,
  type Expression,
} from 'kysely';
import type { DB } from '../../generated/database.ts';

/** What a parameter of a statement may be. */
export type Value = string | number | boolean | null;

/** A statement that is built once, and prepared once on each connection, however often it runs and with whatever values. */
export interface Statement<Values> {
  /** Made of the text: the same in every process, because connections may be shared through a pooler. */
  readonly name: string;
  readonly text: string;
  /** The parameters in their order, as Postgres reads them; null for NULL. */
  readonly parameters: (values: Values) => (string | null)[];
}

/** Stands for a value of a statement where Kysely builds it. */
export type ValueOf<Values> = <Name extends keyof Values & string>(name: Name) => Expression<Values[Name]>;

class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Builds queries, and can run none. */
const builder = new Kysely<DB>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

function textOf(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      if (value === null) return null;
      throw new TypeError(`A ${typeof value} is no value of a statement.`);
  }
}

/**
 * Builds a statement with Kysely: once, because building takes longer than running.
 *
 * @param build gets the query builder, and what stands for a value by its name
 */
export function statement<Values extends { readonly [Name in keyof Values]: Value }>(
  build: (db: Kysely<DB>, value: ValueOf<Values>) => Compilable,
): Statement<Values> {
  const { sql: text, parameters } = build(builder, (name) => sql`${new Placeholder(name)}`).compile();
  const slots = parameters.map((parameter) =>
    parameter instanceof Placeholder ? { name: parameter.name } : { constant: textOf(parameter) },
  );
  return {
    name: createHash('sha256').update(text).digest('base64url').slice(0, 32),
    text,
    parameters: (values) => {
      const named: Readonly<Record<string, unknown>> = values;
      return slots.map((slot) => (slot.name === undefined ? slot.constant : textOf(named[slot.name])));
    },
  };
}
