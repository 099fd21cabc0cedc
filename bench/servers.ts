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

/** Of 4, 10 (pg's default), 16 and 32 the best for `bare`: with 4 and 10 a point read at 32 connections costs it a tenth more and above. */
const poolSize = 16;

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
      POOL_SIZE: String(poolSize),
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

export const openapiBackend = peer(
  'openapi-backend',
  '`handleRequest()` behind Fastify as its README has it, responses validated',
);

/** One process, as all others; without a log, which is not its default. */
export const fastapi: ServerDescription = {
  ...peer('fastapi', 'with SQLModel, asyncpg and uvicorn (uvloop, httptools); requests and responses validated'),
  command: [join(peers, 'fastapi', '.venv', 'bin', 'python'), join(peers, 'fastapi', 'server.py')],
};

/** All that are measured, in the order of the tables. */
export const servers: readonly ServerDescription[] = [
  tasksApi,
  bare,
  peer('fastify', 'schemas by hand of requests and, for the serialiser, of responses'),
  peer('fastify-openapi-glue', 'on Fastify; requests validated, responses serialised by the contract'),
  peer('hono', '@hono/zod-openapi on Node.js; requests validated'),
  peer(
    'nestjs',
    'on Fastify, with guards and class-validator; requests validated',
    join('nestjs', 'dist', 'server.js'),
  ),
  peer('express-openapi-validator', 'on Express, responses validated'),
  openapiBackend,
  fastapi,
];
