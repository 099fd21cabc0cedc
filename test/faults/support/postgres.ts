import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { startTestCluster } from '../../../scripts/test-run/cluster.ts';
import { migrate } from '../../../src/database/migrator.ts';

type Cluster = Awaited<ReturnType<typeof startTestCluster>>;

/** The role of the server. It is no superuser, and owns nothing. */
export const role = 'tasks_server';
export const password = 'the first password';

const template = 'faults_template';

/** A Postgres that exists to be hurt. Its commits are as safe from a kill as in production. */
export interface Postgres extends Cluster {
  /** Path of its Unix socket. */
  readonly socketPath: string;
  /** Runs a statement as superuser. */
  readonly query: (text: string, values?: readonly unknown[], database?: string) => Promise<Record<string, unknown>[]>;
  /** Opens a session of its own, as superuser by default. */
  readonly session: (database: string, user?: string) => Promise<pg.Client>;
  /** Sends a signal to every process of Postgres. */
  readonly signal: (signal: NodeJS.Signals) => Promise<void>;
}

async function childrenOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  );
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has just ended.
  }
}

/** Starts a Postgres with a migrated template, and the role of the server. */
export async function startPostgres(maxConnections = 60): Promise<Postgres> {
  const cluster = await startTestCluster({
    settings: [`max_connections=${maxConnections}`, 'synchronous_commit=on', 'autovacuum=off'],
  });
  const { address } = cluster;
  const session = async (database: string, user = address.user): Promise<pg.Client> => {
    const client = new pg.Client({ ...address, database, user });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const query: Postgres['query'] = async (text, values = [], database = address.database) => {
    const client = await session(database);
    try {
      return (await client.query<Record<string, unknown>>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  };
  await query(`create database ${template}`);
  await migrate({ ...address, database: template }, 'up');
  await query(`create role ${role} login password '${password}'`);
  const rights = `grant select, insert, update, delete on all tables in schema public to ${role}`;
  await query(rights, [], template);
  const [row] = await query('show data_directory');
  const folder = String(row?.['data_directory']);
  return {
    ...cluster,
    socketPath: `${address.host}/.s.PGSQL.${address.port}`,
    query,
    session,
    async signal(signal) {
      const postmaster = Number.parseInt(await readFile(join(folder, 'postmaster.pid'), 'utf8'), 10);
      // The postmaster first: it would start what is missing again.
      const pids = [postmaster, ...(await childrenOf(postmaster))];
      for (const pid of pids) kill(pid, signal);
    },
  };
}

/** Creates a migrated database that the role of the server may use. */
export async function createDatabase({ query }: Postgres, name: string): Promise<void> {
  await query(`create database ${name} template ${template}`);
}
