import { sql } from 'kysely';
import t, { type Test } from 'tap';
import type { ContractOperation } from '../../support/contract-operations.ts';
import { matchInternalError } from '../../support/problems.ts';
import { startServer } from '../../support/server.ts';
import { brokenMigrations, brokenTasks, createTask } from '../../support/tasks.ts';
import { operationsDeclaring, operationsWhere, requestOf, successOf, withRows } from './requests.ts';

interface Failure {
  readonly name: string;
  /** Statements that make the operation fail. Alice has a task before they run. */
  readonly sql: readonly string[];
  /** Who asks. Alice by default. */
  readonly as?: string;
  /** Replaces the operation's body. No text that contains "private" may reach the log. */
  readonly payload?: object;
}

/** A failure whose cause in the log is a fault of the answer. */
interface BrokenAnswer extends Failure {
  readonly fault: RegExp;
}

/** A failure whose cause in the log is an error of the database. */
interface DatabaseError extends Failure {
  readonly err: Readonly<Record<string, unknown>>;
}

const longTitle = [
  'alter table tasks drop constraint tasks_title_length',
  "update tasks set title = repeat('private', 40)",
];
const anyId = 'alter table tasks drop constraint tasks_id_is_exact_in_json';

/** Answers that break the contract. */
const brokenAnswers: Readonly<Record<string, readonly BrokenAnswer[]>> = {
  createTask: [
    {
      name: 'an id that the contract does not allow',
      sql: [anyId, 'alter table tasks alter column id set minvalue -9 restart with -9'],
      payload: { title: 'private title' },
      fault: /\/id/,
    },
  ],
  getTask: [{ name: 'a title that is too long', sql: longTitle, fault: /\/title/ }],
  listTasks: [
    { name: 'a title that is too long', sql: longTitle, fault: /\/title/ },
    {
      name: 'an id that a JSON number cannot hold',
      sql: [anyId, 'update tasks set id = 9007199254740993'],
      fault: /\/id/,
    },
  ],
  updateTask: [{ name: 'a title that is too long', sql: longTitle, payload: { completed: true }, fault: /\/title/ }],
  patchTask: [{ name: 'a title that is too long', sql: longTitle, payload: { completed: true }, fault: /\/title/ }],
  listChanges: [{ name: 'a title that is too long', sql: longTitle, fault: /\/task\/title/ }],
  listTags: [
    { name: 'a tag that is too long', sql: ["update tasks set tags[1] = repeat('private', 9)"], fault: /\/tag/ },
  ],
  toggleTaskCompletion: [
    {
      name: 'a description that is too long',
      sql: [
        'alter table tasks drop constraint tasks_description_length',
        "update tasks set description = repeat('private', 200)",
      ],
      fault: /\/description/,
    },
  ],
};

const unknownConstraint = ["alter table tasks add constraint secret_rule check (title <> 'private title')"];

/** Errors of a database that is not as the migrations left it. */
const databaseErrors: Readonly<Record<string, readonly DatabaseError[]>> = {
  createTask: [
    {
      name: 'a constraint that the contract does not know',
      sql: unknownConstraint,
      as: 'carol',
      payload: { title: 'private title' },
      err: { code: '23514' },
    },
    { name: 'a view that cannot be used', sql: brokenTasks, as: 'carol', err: { code: '0A000' } },
  ],
  getTask: [{ name: 'a view that cannot be used', sql: brokenTasks, err: { code: '22012' } }],
  listTasks: [{ name: 'a view that cannot be used', sql: brokenTasks, err: { code: '22012' } }],
  clearCompletedTasks: [{ name: 'a view that cannot be used', sql: brokenTasks, err: { code: '22012' } }],
  listChanges: [{ name: 'a view that cannot be used', sql: brokenTasks, err: { code: '22012' } }],
  listTags: [{ name: 'a view that cannot be used', sql: brokenTasks, err: { code: '22012' } }],
  getStats: [{ name: 'a view that cannot be used', sql: brokenTasks, err: { code: '22012' } }],
  patchTask: [
    {
      name: 'a constraint that the contract does not know',
      sql: unknownConstraint,
      payload: { title: 'private title' },
      err: { code: '23514' },
    },
  ],
  updateTask: [
    {
      name: 'a constraint that the contract does not know',
      sql: unknownConstraint,
      payload: { title: 'private title' },
      err: { code: '23514' },
    },
  ],
  deleteTask: [
    {
      name: 'a trigger that fails',
      sql: [
        `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'inner secret'; end $$`,
        'create trigger refuse before delete on tasks for each row execute function refuse()',
      ],
      err: { code: 'P0001', message: /inner secret/ },
    },
  ],
  toggleTaskCompletion: [{ name: 'a view that cannot be used', sql: brokenTasks, err: { code: '22012' } }],
  getReadiness: [
    {
      name: 'a record of migrations that cannot be read',
      sql: brokenMigrations,
      err: { code: '22012' },
    },
  ],
};

/** Makes an operation fail, and asserts a 500 whose cause only the log has. */
async function fails(
  t: Test,
  operation: ContractOperation,
  { sql: statements, as = 'alice', payload }: Failure,
  cause: Readonly<Record<string, unknown>>,
) {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  for (const statement of statements) await sql.raw(statement).execute(server.db);
  const request = { ...requestOf(operation, { as, id }), ...(payload ? { payload } : {}) };
  // The test server sends every second request with an Origin, and the contract declares both kinds of answers.
  for (const response of [await server.request(request), await server.request(request)]) {
    matchInternalError(t, server, response, operation.id, cause);
    t.notOk('location' in response.headers);
  }
  t.notMatch(server.log.join(), /private/);
  return server;
}

/** Counts tasks, so that nothing that is stored can break the answer. */
const counts = ['clearCompletedTasks', 'getStats'];

/** Every operation that answers with what the database holds. */
const answersWithTasks = operationsWhere(
  ({ id, path, responses }) => path.includes('{') && !responses.has(204) && !counts.includes(id),
);

for (const [operation, failures] of withRows(answersWithTasks, brokenAnswers)) {
  for (const { fault, ...failure } of failures) {
    t.test(`${operation.id} does not send ${failure.name}`, async (t) => {
      await fails(t, operation, failure, { operation: operation.id, status: successOf(operation), fault });
    });
  }
}

// The health check uses nothing that can fail: see openapi/unreachable.yaml.
const fallible = operationsDeclaring(500).filter(({ id }) => id !== 'getHealth');

for (const [operation, failures] of withRows(fallible, databaseErrors)) {
  for (const { err, ...failure } of failures) {
    t.test(`${operation.id} fails on ${failure.name}, and keeps nothing of the request`, async (t) => {
      const { db } = await fails(t, operation, failure, { err });
      t.strictSame(await db.selectFrom('users').select('id').execute(), [{ id: 'alice' }]);
    });
  }
}

t.test('no operation has an empty list of failures', async (t) => {
  const lists = [...Object.entries(brokenAnswers), ...Object.entries(databaseErrors)];
  t.strictSame(
    lists.filter(([, failures]) => failures.length === 0),
    [],
  );
});
