import { join } from 'node:path';
import { packageRoot } from '../src/values/package-root.ts';

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
  /** The packages that it is built on, as npm or PyPI have them. */
  readonly packages: readonly string[];
  /** Whether it refuses what is not a task. */
  readonly validates: boolean;
  /** Whether it pages by cursor, or else by offset. */
  readonly cursors: boolean;
}

const peers = join(packageRoot, 'bench', 'peers');

/** The best for `bare` of 4, 10 (pg's default), 16 and 32: with 10, a point read at 32 connections took it a sixth more CPU time. */
const poolSize = 16;

interface Peer {
  readonly name: string;
  readonly about: string;
  readonly packages: readonly string[];
  /** Below `bench/peers`. */
  readonly program?: string;
}

function peer({ name, about, packages, program = join(name, 'server.js') }: Peer): ServerDescription {
  return {
    name,
    about,
    packages,
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
  packages: ['fastify', 'ajv', 'kysely', 'pg', 'fast-jwt'],
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

/** What tells the cost of the response check, beside the server itself. */
export const unchecked: ServerDescription = {
  ...tasksApi,
  name: 'unchecked',
  about: 'this server, which sends whatever its handlers answer',
  command: [process.execPath, join(peers, 'unchecked', 'server.js')],
};

export const bare: ServerDescription = {
  ...peer({
    name: 'bare',
    about: '`node:http` and pg with named prepared statements, by hand; checks tokens and nothing else',
    packages: ['pg', 'fast-jwt'],
  }),
  validates: false,
};

export const openapiBackend = peer({
  name: 'openapi-backend',
  about: '`handleRequest()` behind Fastify and responses validated, both as its README has them',
  packages: ['openapi-backend', 'fastify'],
});

/** One process, as all others; without a log of requests, which it has by default. */
export const fastapi: ServerDescription = {
  ...peer({
    name: 'fastapi',
    about: 'with SQLModel and asyncpg, on uvicorn with uvloop and httptools; requests and responses validated',
    packages: ['fastapi', 'sqlmodel', 'sqlalchemy', 'asyncpg', 'uvicorn', 'uvloop', 'pyjwt'],
  }),
  command: [join(peers, 'fastapi', '.venv', 'bin', 'python'), join(peers, 'fastapi', 'server.py')],
};

/** All that are measured, in the order of the tables. */
export const servers: readonly ServerDescription[] = [
  tasksApi,
  bare,
  peer({
    name: 'fastify',
    about: 'schemas by hand, of requests and, for the serialiser, of responses',
    packages: ['fastify'],
  }),
  peer({
    name: 'fastify-openapi-glue',
    about: 'on Fastify; requests validated and responses serialised by the contract',
    packages: ['fastify-openapi-glue', 'fastify'],
  }),
  peer({
    name: 'hono',
    about: 'with zod-openapi, on Node.js; requests validated',
    packages: ['hono', '@hono/zod-openapi', '@hono/node-server', 'zod'],
  }),
  peer({
    name: 'nestjs',
    about: 'on Fastify, with guards, pipes and class-validator; requests validated',
    packages: ['@nestjs/core', '@nestjs/platform-fastify', 'class-validator'],
    program: join('nestjs', 'dist', 'server.js'),
  }),
  peer({
    name: 'express-openapi-validator',
    about: 'on Express; requests and responses validated',
    packages: ['express-openapi-validator', 'express'],
  }),
  openapiBackend,
  fastapi,
];
