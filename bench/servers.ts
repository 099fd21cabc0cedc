/** The servers that the benchmarks compare: this one and its peers. */
import { join } from 'node:path';
import { packageRoot } from '../src/values/package-root.ts';
import { peersFolder } from './measure/peers.ts';

/** Settings that a server is started with. */
export interface ServerSettings {
  readonly port: number;
  readonly databaseUrl: string;
  /** The secret of HS256 tokens. */
  readonly secret: string;
}

/** A server under test: one program that listens on 127.0.0.1. */
export interface ServerDescription {
  readonly name: string;
  /** One sentence for the report. */
  readonly about: string;
  readonly command: readonly [string, ...string[]];
  readonly environment: (settings: ServerSettings) => Readonly<Record<string, string>>;
  /** True if it refuses a body that is not a task. */
  readonly validates: boolean;
}

/** The best of 4, 10 (pg's default), 16 and 32 for `bare`. With 10, a point read cost a sixth more CPU time. */
const poolSize = 16;

function peer(name: string, about: string): ServerDescription {
  return {
    name,
    about,
    command: [process.execPath, join(peersFolder, name, 'server.js')],
    environment: ({ port, databaseUrl, secret }) => ({
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      JWT_SECRET: secret,
      POOL_SIZE: String(poolSize),
    }),
    validates: true,
  };
}

export const tasksApi: ServerDescription = {
  name: 'tasks-api',
  about: 'this server as it runs in production: requests and responses checked, one log line per request',
  command: [process.execPath, join(packageRoot, 'dist', 'src', 'main.js')],
  environment: ({ port, databaseUrl, secret }) => ({
    NODE_ENV: 'production',
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    BETTER_AUTH_SECRET: secret,
    REQUESTS_PER_MINUTE: '1000000000',
  }),
  validates: true,
};

/** Measured beside `tasks-api` to show what the response check costs. */
export const unchecked: ServerDescription = {
  ...tasksApi,
  name: 'unchecked',
  about: 'this server without its response check',
  command: [process.execPath, join(peersFolder, 'unchecked', 'server.js')],
};

export const bare: ServerDescription = {
  ...peer('bare', '`node:http` and pg with named prepared statements, by hand; checks tokens and nothing else'),
  validates: false,
};

export const openapiBackend = peer(
  'openapi-backend',
  '`handleRequest()` behind Fastify, with response validation, both as in its README',
);

/** Runs as one process, like all others, and with its request log off, which is on by default. */
export const fastapi: ServerDescription = {
  ...peer(
    'fastapi',
    'with SQLModel and asyncpg, on uvicorn with uvloop and httptools; requests and responses validated',
  ),
  command: [join(peersFolder, 'fastapi', '.venv', 'bin', 'python'), join(peersFolder, 'fastapi', 'server.py')],
};

/** This server and its peers, in the order of the tables. */
export const servers: readonly ServerDescription[] = [
  tasksApi,
  bare,
  peer('fastify', 'schemas by hand: of requests, and of responses for the serialiser'),
  openapiBackend,
  fastapi,
];
