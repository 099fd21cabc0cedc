import { createHash } from 'node:crypto';
import {
  createQueryId,
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
import type { Decoder } from './decoders.ts';
import { withEcho } from './echo.ts';
import { outputColumns } from './output-columns.ts';
import type { Fields } from './job.ts';

/** A parameter of a statement. */
type Value = string | number | boolean | null | readonly string[];

/** A statement that is built once, and prepared once on each connection. It runs with any values. */
export interface Statement<in Values, out Row> {
  /** A hash of the text. It is the same in every process, because processes may share connections through a pooler. */
  readonly name: string;
  readonly text: string;
  /**
   * Returns the parameters in order, as Postgres reads them; null for NULL.
   *
   * @param echo the text that every row of the answer ends with
   * @throws TypeError for a value of any other type
   */
  readonly parameters: (values: Values, echo: string) => (string | null)[];
  /** Reads a row that Postgres sent. @throws Error when a column does not hold what it is declared to hold */
  readonly decode: (fields: Fields) => Row;
  /** Returns the same statement on the tables of another schema. It is built once for each. */
  readonly inSchema: (schema: string) => Statement<Values, Row>;
}

/** The schema of the tables, unless another one is configured. */
export const defaultSchema = 'public';

/** Returns the placeholder of a named value, for use while Kysely builds the statement. */
export type ValueOf<Values> = <Name extends keyof Values & string>(name: Name) => Expression<Values[Name]>;

/** One decoder for each column that a statement selects or returns, of exactly the column's type. */
type Decoders<Row> = { readonly [Name in keyof Row]: Decoder<Row[Name]> };

class Placeholder {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

const echoPlaceholder = new Placeholder('');
const compiler = new PostgresQueryCompiler();

/** Builds queries. It cannot run them. */
const builder = new Kysely<DB>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Writes texts as a Postgres array. */
function arrayOf(texts: readonly unknown[]): string {
  return `{${texts.map((text) => `"${String(text).replace(/["\\]/g, '\\$&')}"`).join()}}`;
}

function textOf(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      if (value === null) return null;
      if (Array.isArray(value)) return arrayOf(value);
      throw new TypeError(`A parameter of a statement cannot be of type ${typeof value}.`);
  }
}

function rowDecoder<Row>(names: readonly string[], decoders: Decoders<Row>): (fields: Fields) => Row {
  const isColumn = (name: string): name is keyof Row & string => Object.hasOwn(decoders, name);
  if (!names.every(isColumn) || new Set(names).size !== Object.keys(decoders).length)
    throw new TypeError(
      `The decoders (${Object.keys(decoders).join()}) are not those of the columns (${names.join()}).`,
    );
  const columns = names.map((name) => ({ name, decode: decoders[name] }));
  return (fields) => {
    const row: Partial<Row> = {};
    let index = 0;
    for (const { name, decode } of columns) row[name] = decode(fields[index++] ?? null);
    // Every column of Row has been set: the names are those of the decoders.
    return row as Row;
  };
}

/** Builds a statement's query. The query builder names the tables with their schema. */
type Build<Values, Row> = (db: Kysely<DB>, value: ValueOf<Values>, schema: string) => Compilable<Row>;

/**
 * Builds a statement with Kysely. Do it once: building takes longer than running.
 *
 * The decoders are checked against the statement: a column that is missing, renamed or of another type does not
 * compile. The order of the columns is read from the statement itself.
 *
 * Every table is named with its schema, because the search path belongs to the role, the database and the pooler.
 *
 * @param build receives the query builder, a function that returns the placeholder of a named value, and the schema
 * @throws TypeError when the statement selects columns that have no decoder
 */
export function statement<Values extends { readonly [Name in keyof Values]: Value }, Row>(
  build: Build<Values, Row>,
  decoders: NoInfer<Decoders<Row>>,
): Statement<Values, Row> {
  const known = new Map<string, Statement<Values, Row>>();
  const inSchema = (schema: string): Statement<Values, Row> => {
    const found = known.get(schema);
    if (found) return found;
    const made = { ...compile(build, decoders, schema), inSchema };
    known.set(schema, made);
    return made;
  };
  return inSchema(defaultSchema);
}

function compile<Values extends { readonly [Name in keyof Values]: Value }, Row>(
  build: Build<Values, Row>,
  decoders: Decoders<Row>,
  schema: string,
): Omit<Statement<Values, Row>, 'inSchema'> {
  const { query } = build(builder.withSchema(schema), (name) => sql`${new Placeholder(name)}`, schema).compile();
  const echoing = withEcho(query, sql`${echoPlaceholder}`);
  const { sql: text, parameters } = compiler.compileQuery(echoing, createQueryId());
  const slots = parameters.map((parameter) =>
    parameter instanceof Placeholder ? { name: parameter.name } : { constant: textOf(parameter) },
  );
  return {
    name: createHash('sha256').update(text).digest('base64url').slice(0, 32),
    text,
    parameters: (values, echo) => {
      const named: Readonly<Record<string, unknown>> = values;
      return slots.map(({ name, constant = null }) => {
        if (name === undefined) return constant;
        return name === echoPlaceholder.name ? echo : textOf(named[name]);
      });
    },
    decode: rowDecoder(outputColumns(query), decoders),
  };
}
