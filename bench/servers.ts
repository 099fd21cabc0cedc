import { join } from 'node:path';
import { packageRoot } from '../src/package-root.ts';

/** What every server under test is started with. */
export interface Surroundings {
  readonly port: number;
  readonly databaseUrl: string;
  /** Of HS256 tokens. */
  readonly secret: string;
}

/** A server under test: a process that listens on 127.0.0.1. */
export interface ServerDescription {
  readonly name: string;
  /** What it is, for the report. */
  readonly about: string;
  readonly command: readonly [string, ...string[]];
  readonly environment: (surroundings: Surroundings) => Readonly<Record<string, string>>;
  /** Whether it refuses what is not a task. */
  readonly validates: boolean;
  /** Whether it pages by cursor, or else by offset. */
  readonly cursors: boolean;
}

const peers = join(packageRoot, 'bench', 'peers');

function peer(name: string, about: string, program = join(name, 'server.js')): ServerDescription {
  return {
    name,
    about,
    command: [process.execPath, join(peers, program)],
    environment: ({ port, databaseUrl, secret }) => ({
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      JWT_SECRET: secret,
    }),
    validates: true,
    cursors: false,
  };
}

export const tasksApi: ServerDescription = {
  name: 'tasks-api',
  about: 'this server, as production runs it: requests and responses checked, one line of log a request',
  command: [process.execPath, join(packageRoot, 'dist', 'src', 'main.js')],
  environment: ({ port, databaseUrl, secret }) => ({
    NODE_ENV: 'production',
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    BETTER_AUTH_SECRET: secret,
    REQUESTS_PER_MINUTE: '1000000000',
  }),
  validates: true,
  cursors: true,
};

export const bare: ServerDescription = {
  ...peer('bare', '`node:http` and pg with named prepared statements, by hand; checks tokens and nothing else'),
  validates: false,
};

/** All that are measured, in the order of the tables. */
export const servers: readonly ServerDescription[] = [tasksApi, bare];
