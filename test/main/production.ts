import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import type { Test } from 'tap';
import { signDevelopmentToken } from '../../src/auth/development-token.ts';
import { databaseUrl } from '../../src/database/address.ts';
import { createTestDatabase } from '../../scripts/test-run/database.ts';
import { startProcess, type ServerProcess } from '../support/process.ts';

export const secret = 'a secret of the test suite, long enough';
export const authorization = `Bearer ${signDevelopmentToken(secret, 'alice', 600)}`;

/** Starts the server as production runs it, on a database of its own. */
export async function startProduction(t: Test, workers: number): Promise<ServerProcess> {
  const { address, drop } = await createTestDatabase();
  t.teardown(drop);
  return startProcess(t, {
    NODE_ENV: 'production',
    WORKERS: String(workers),
    DATABASE_URL: databaseUrl(address),
    BETTER_AUTH_SECRET: secret,
  });
}

export async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return status !== '' && !/^State:\s+Z/m.test(status);
}

/** A connection whose bytes are read and written by hand. */
export interface RawClient {
  readonly socket: Socket;
  /** What has been received so far, in Latin-1. */
  readonly received: () => string;
  /** Resolves when something has been received that matches. Rejects if the connection ends before. */
  readonly receives: (pattern: RegExp) => Promise<string>;
  /** Resolves with all that was received when the connection has ended. */
  readonly ended: Promise<string>;
}

/** Connects to a server and sends bytes. */
export function sendRaw(t: Test, url: string, bytes: string): RawClient {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding('latin1');
  t.teardown(() => void socket.destroy());
  let received = '';
  let wake = (): void => undefined;
  socket.on('error', () => undefined);
  socket.on('data', (chunk: string) => {
    received += chunk;
    wake();
  });
  const ended = new Promise<string>((resolve) => {
    socket.once('close', () => {
      wake();
      resolve(received);
    });
  });
  socket.write(bytes, 'latin1');
  return {
    socket,
    received: () => received,
    ended,
    async receives(pattern) {
      while (!pattern.test(received)) {
        if (socket.destroyed) throw new Error(`The connection ended after: ${received}`);
        await new Promise<void>((resolve) => (wake = resolve));
      }
      return received;
    },
  };
}
