/** Programs that pass requests on to servers: a real HAProxy, a real nginx. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Test } from 'tap';

/** nginx's own folders for these belong to root. */
const nginxFolders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** Returns a configuration with which nginx writes into one folder only. `http` is the inside of its http block. */
export function nginxConfiguration(folder: string, http: string): string {
  return `
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr crit;
events { worker_connections 1024; }
http {
  access_log off;
  ${nginxFolders.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n  ')}
  ${http}
}
`;
}

/** The arguments with which nginx stays in the foreground. */
export function nginxParameters(file: string): readonly string[] {
  return ['-c', file, '-g', 'daemon off;'];
}

/** Starts such a program. It ends with the test. @throws Error if it is not installed */
export async function startBalancerProgram(
  t: Test,
  command: string,
  parameters: readonly string[],
): Promise<ChildProcess> {
  const child = spawn(command, parameters, {
    // Debian keeps them out of the path of users other than root.
    env: { PATH: `${process.env['PATH']}:/usr/sbin` },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await once(child, 'spawn').catch((error: unknown) => {
    throw new Error(`Install ${command}: apt-get install haproxy nginx-light`, { cause: error });
  });
  t.teardown(async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  });
  return child;
}
