/** A database that answers, and cannot serve: read-only, without rights, of another version, with another password. */
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { isRecord } from '../../src/values/is-record.ts';
import { migrate } from '../../src/database/migrator.ts';
import type { Answer, Method } from './support/client.ts';
import { runFaults, seconds, type Fault } from './support/fault.ts';
import { createDatabase, password, role } from './support/postgres.ts';
import { startPostgresOf, startWorld, timeUntil, type World } from './support/world.ts';

const postgres = await startPostgresOf(t);

type Requests = readonly (readonly [method: Method, path: string, body?: object])[];

const writes: Requests = [['POST', '', { title: 'refused' }]];
const searches: Requests = [['GET', '?q=before&sort=due_date']];
const everything: Requests = [...writes, ...searches, ['GET', '']];
/** Requests that a state refuses. All others are served. */
const requests = { writes, searches, everything };

interface State {
  readonly done: string;
  readonly refuses: keyof typeof requests;
  /** The detail of `/readyz`, with 503. */
  readonly says: RegExp;
  readonly begin: (world: World) => Promise<unknown>;
  readonly end: (world: World) => Promise<unknown>;
}

/** Ends the server's connections, so that the next ones start in the new state. */
const terminate = (world: World): Promise<unknown> =>
  world.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1 and datname = $2', [
    role,
    world.database,
  ]);

async function reload({ query }: World): Promise<void> {
  await query('select pg_reload_conf()');
  await setTimeout(300);
}

/** Runs statements one after another, as superuser. */
const run =
  (...statements: string[]) =>
  async (world: World): Promise<void> => {
    for (const statement of statements) await world.query(statement);
  };

/** Asks for a password, which is not the server's. */
async function rotatePassword(world: World): Promise<void> {
  const [row] = await world.query('show hba_file');
  const file = String(row?.['hba_file']);
  const rules = await readFile(file, 'utf8');
  await writeFile(file, `local all ${role} scram-sha-256\n`);
  await appendFile(file, rules);
  await world.query(`alter role ${role} password 'another password'`);
  await reload(world);
  await terminate(world);
}

const older = (direction: 'up' | 'down') => (world: World) =>
  migrate({ ...postgres.address, database: world.database }, direction);

const readOnly = /read-only/;
const states: readonly State[] = [
  {
    done: 'the database is made read-only, and writable again',
    refuses: 'writes',
    says: readOnly,
    begin: async (world) => {
      await world.query('alter system set default_transaction_read_only = on');
      await reload(world);
    },
    end: async (world) => {
      // In a session that may write: ALTER SYSTEM itself is allowed in a read-only transaction.
      await world.query('alter system reset default_transaction_read_only');
      await reload(world);
    },
  },
  {
    done: 'all connections are on a read-only server after a switchover, and stay open',
    refuses: 'writes',
    says: readOnly,
    begin: async (world) => {
      await world.query(`alter role ${role} set default_transaction_read_only = on`);
      await terminate(world);
    },
    end: run(`alter role ${role} reset default_transaction_read_only`),
  },
  {
    done: 'the right to insert is revoked',
    refuses: 'writes',
    says: /rights/,
    begin: run(`revoke insert on tasks from ${role}`),
    end: run(`grant insert on tasks to ${role}`),
  },
  {
    done: 'the right to use the table is revoked',
    refuses: 'everything',
    says: /rights/,
    begin: run(`revoke all on tasks from ${role}`),
    end: run(`grant all on tasks to ${role}`),
  },
  {
    done: 'the newest migration is undone',
    refuses: 'everything',
    says: /not migrated/,
    begin: older('down'),
    end: older('up'),
  },
  {
    done: 'a column is renamed',
    refuses: 'everything',
    says: /columns/,
    begin: run('alter table tasks rename due_date to due'),
    end: run('alter table tasks rename due to due_date'),
  },
  {
    done: 'the password is changed',
    refuses: 'everything',
    says: /unavailable/,
    begin: rotatePassword,
    end: run(`alter role ${role} password '${password}'`),
  },
  {
    done: 'the database is dropped',
    refuses: 'everything',
    says: /unavailable/,
    begin: ({ database }) => postgres.query(`drop database ${database} with (force)`),
    end: ({ database }) => createDatabase(postgres, database),
  },
];

/** Sends requests of a user, twice: a connection may be replaced between. */
async function askTwice({ ask }: World, requests: Requests): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const [method, path, body] of [...requests, ...requests]) answers.push(await ask('alice', method, path, body));
  return answers;
}

async function inState(t: Test, { refuses, says, begin, end }: State): Promise<string> {
  const world = await startWorld(t, postgres);
  const { ask } = world;
  await ask('alice', 'POST', '', { title: 'before the fault' });
  await begin(world);
  const refused = await askTwice(world, requests[refuses]);
  t.strictSame(new Set(refused.map(({ status }) => status)), new Set([503]));
  t.ok(refused.every(({ retryAfter }) => retryAfter !== undefined));
  const others = requests.everything.filter((request) => !requests[refuses].includes(request));
  const served = await askTwice(world, others);
  t.ok(
    served.every(({ status }) => status < 300),
    'what does not need it is served',
  );
  const { status, body } = await ask('alice', 'GET', '/readyz');
  const detail = isRecord(body) && typeof body['detail'] === 'string' ? `: ${body['detail']}` : '';
  t.match({ status, detail }, { status: 503, detail: says });
  await end(world);
  const back = await timeUntil(() => ask('bob', 'POST', '', { title: 'after the fault' }), 201);
  const ready = await timeUntil(() => ask('bob', 'GET', '/readyz'), 200);
  t.ok(back < 2_000 && ready < 2_000, `back after ${back} ms and ${ready} ms`);
  return `${refused.length} × 503; /readyz ${status}${detail}; back after ${seconds(back)}`;
}

await runFaults(
  t,
  states.map((state): Fault => ({
    done: state.done,
    promised: `${state.refuses}: 503, /readyz too; back within 2 s`,
    run: (t) => inState(t, state),
  })),
);
