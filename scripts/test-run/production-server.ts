/** Runs a server as production does, for tests by other programs. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { signDevelopmentToken } from '../../src/auth/development-token.ts';
import { databaseUrl } from '../../src/database/address.ts';
import { packageRoot } from '../../src/values/package-root.ts';
import { startTestCluster } from './cluster.ts';
import { createTestDatabase, createTemplate, testEnvironment, type TestPostgres } from './database.ts';

const tokenSeconds = 3600;
const errorLine = /"level":[56]0,/;

/** A server of its own process, as production runs it, and a token of one of its users. */
export interface ProductionServer {
  readonly address: string;
  readonly token: string;
}

/** Reads the log to its end and prints its errors. @returns the address that the server listens at */
async function addressIn(log: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: log });
    lines.on('line', (line) => {
      const [, address] = /Server listening at (http:[^"]+)/.exec(line) ?? [];
      if (address !== undefined) resolve(address);
      if (errorLine.test(line)) console.error(line);
    });
    lines.on('close', () => reject(new Error('The server ended before it listened.')));
  });
}

function startServer(address: TestPostgres, secret: string) {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), join(packageRoot, 'src', 'main.ts')], {
    // A folder without a developer's .env.
    cwd: tmpdir(),
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: '0',
      DATABASE_URL: databaseUrl(address),
      BETTER_AUTH_SECRET: secret,
      REQUESTS_PER_MINUTE: '1000000000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, address: addressIn(child.stdout) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Runs something against a production server, with a Postgres that exists for this run only. Ends both. */
export async function withProductionServer(
  user: string,
  run: (server: ProductionServer) => Promise<void>,
): Promise<void> {
  const { address: connection, stop } = await startTestCluster();
  try {
    Object.assign(process.env, testEnvironment(connection));
    await createTemplate(connection);
    const database = await createTestDatabase();
    const secret = randomBytes(32).toString('base64url');
    const server = startServer(database.address, secret);
    try {
      const token = signDevelopmentToken(secret, user, tokenSeconds);
      await run({ address: await server.address, token });
    } finally {
      await end(server.child);
      await database.drop();
    }
  } finally {
    await stop();
  }
}
