/** Two servers behind a balancer are restarted one after the other, while clients ask. The balancer retries nothing. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { freePort } from '../support/free-port.ts';
import { temporaryFolder, type ServerProcess } from '../support/process.ts';
import { nginxConfiguration, nginxParameters, startBalancerProgram } from './support/balancer.ts';
import { createClient } from './support/client.ts';
import { runFaults, seconds } from './support/fault.ts';
import { countStatuses, slowest, startLoad } from './support/load.ts';
import { startPostgresOf, startServer, startWorld, timeUntil, type World } from './support/world.ts';

const postgres = await startPostgresOf(t);
const leastRequests = 10_000;
/** Longer than the checks of a balancer take to see a server that is back. */
const noticeMs = 1_500;

/** A program that passes requests on to servers. */
interface Balancer {
  readonly command: string;
  readonly parameters: (file: string) => readonly string[];
  /** Writes its configuration. `leaving` is the port of a server that is told to it as down. */
  readonly configuration: (folder: string, port: string, servers: readonly string[], leaving?: string) => string;
  /** True if it is told of a server that leaves. Otherwise it asks `/readyz`. */
  readonly isTold: boolean;
}

const haproxy: Balancer = {
  command: 'haproxy',
  parameters: (file) => ['-db', '-q', '-f', file],
  isTold: false,
  configuration: (_folder, port, servers) => `
global
  maxconn 1000
defaults
  mode http
  retries 0
  timeout connect 2s
  timeout client 30s
  timeout server 30s
listen tasks
  bind 127.0.0.1:${port}
  option httpchk GET /readyz
  default-server check inter 500ms fall 2 rise 1
${servers.map((server) => `  server s${server} 127.0.0.1:${server}\n`).join('')}`,
};

const nginx: Balancer = {
  command: 'nginx',
  parameters: nginxParameters,
  isTold: true,
  configuration: (folder, port, servers, leaving) =>
    nginxConfiguration(
      folder,
      `upstream tasks {
    keepalive 32;
    ${servers.map((at) => `server 127.0.0.1:${at} max_fails=0${at === leaving ? ' down' : ''};`).join('\n    ')}
  }
  server {
    listen 127.0.0.1:${port};
    keepalive_timeout 0;
    location / {
      proxy_pass http://tasks;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_next_upstream off;
    }
  }`,
    ),
};

interface RunningBalancer {
  readonly origin: string;
  /** Says which server leaves, or that all are back. */
  readonly tell: (leaving?: string) => Promise<void>;
}

async function startBalancer(t: Test, balancer: Balancer, servers: readonly string[]): Promise<RunningBalancer> {
  const folder = await temporaryFolder(t);
  const file = join(folder, 'balancer.conf');
  const port = await freePort();
  await writeFile(file, balancer.configuration(folder, port, servers));
  const child = await startBalancerProgram(t, balancer.command, balancer.parameters(file));
  return {
    origin: `http://127.0.0.1:${port}`,
    async tell(leaving) {
      if (!balancer.isTold) return;
      await writeFile(file, balancer.configuration(folder, port, servers, leaving));
      child.kill('SIGHUP');
    },
  };
}

/** Restarts servers in turn. @returns the exit codes of those that ended */
async function restartInTurn(
  t: Test,
  world: World,
  balancer: RunningBalancer,
  servers: readonly [string, ServerProcess][],
): Promise<(number | string)[]> {
  const codes = [];
  for (const [port, server] of servers) {
    await setTimeout(noticeMs);
    server.child.kill('SIGTERM');
    await balancer.tell(port);
    codes.push(await server.ended);
    await startServer(t, world, port).address;
    await balancer.tell();
  }
  await setTimeout(noticeMs);
  return codes;
}

async function behind(t: Test, kind: Balancer): Promise<string> {
  const world = await startWorld(t, postgres);
  const started = [world.server, startServer(t, world)];
  const servers = await Promise.all(
    started.map(async (server): Promise<[string, ServerProcess]> => [new URL(await server.address).port, server]),
  );
  const balancer = await startBalancer(
    t,
    kind,
    servers.map(([port]) => port),
  );
  const { ask, close } = createClient(balancer.origin);
  t.teardown(close);
  t.not(await timeUntil(() => ask('zoe', 'GET'), 200), Infinity, 'the balancer serves');
  let answered = 0;
  const counting: typeof ask = async (...request) => {
    const answer = await ask(...request);
    answered += 1;
    return answer;
  };
  const load = startLoad({ ask: counting }, { users: 24, pauseMs: 10 });
  const codes = await restartInTurn(t, world, balancer, servers);
  while (answered < leastRequests) await setTimeout(100);
  const exchanges = await load.stop();
  t.strictSame(codes, [0, 0], 'both servers ended in order');
  t.strictSame(
    exchanges.filter(({ answer: { status } }) => status === 0 || status >= 500),
    [],
    'no request failed',
  );
  return `${countStatuses(exchanges)} within ${seconds(slowest(exchanges))}`;
}

await runFaults(
  t,
  [haproxy, nginx].map((balancer) => ({
    done: `two servers behind ${balancer.command} are restarted in turn`,
    promised: `0 of ${leastRequests.toLocaleString('en')} requests fail without a retry; exit code 0`,
    run: (t: Test) => behind(t, balancer),
  })),
);
