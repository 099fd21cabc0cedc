import { createServer } from 'node:http';
import { close, listen } from './jwks-server.ts';

/** Finds a free port, for a program that cannot say where it listens. */
export async function freePort(): Promise<string> {
  const server = createServer();
  const { port } = new URL(await listen(server));
  await close(server);
  return port;
}
