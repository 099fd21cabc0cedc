import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import pg from 'pg';
import { packageRoot } from '../../src/values/package-root.ts';
import type { ServerDescription } from '../servers.ts';
import type { Bench } from './bench.ts';
import { measureOnce, type Sample } from './rounds.ts';
import { median } from './statistics.ts';
import type { Work } from './workload.ts';

const connections = 64;
const rounds = 3;
const seconds = 3;

/** A server near its database, and the same one far from it. */
export interface LatencyResult {
  readonly server: string;
  /** Requests a second. */
  readonly near: number;
  readonly far: number;
}

/** Puts a slow network before the database. @returns the folder of the socket that it listens on */
async function startProxy({ database, undoLater }: Bench): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tasks-api-bench-proxy-'));
  const child = fork(
    join(packageRoot, 'bench', 'peers', 'latency-proxy.js'),
    [join(folder, basename(database.socket)), database.socket],
    { execArgv: [] },
  );
  const ended = once(child, 'exit');
  undoLater(async () => {
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  });
  await once(child, 'message');
  return folder;
}

/** Milliseconds. */
async function roundTrip(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  const times: number[] = [];
  for (let index = 0; index < 200; index += 1) {
    const began = performance.now();
    await client.query('select 1');
    times.push(performance.now() - began);
  }
  await client.end();
  return median(times);
}

/** What a network between server and database costs in throughput. @returns how long it really makes a round trip, too */
export async function measureLatency(
  bench: Bench,
  work: Work,
  descriptions: readonly ServerDescription[],
): Promise<{ addedMs: number; results: LatencyResult[] }> {
  const { database, context, start } = bench;
  const folder = await startProxy(bench);
  const farUrl = new URL(database.url);
  farUrl.searchParams.set('host', folder);
  const addedMs = (await roundTrip(farUrl.href)) - (await roundTrip(database.url));
  const results: LatencyResult[] = [];
  for (const description of descriptions) {
    const near = { server: await start(description), samples: [] as Sample[] };
    const far = { server: await start(description, { databaseUrl: farUrl.href }), samples: [] as Sample[] };
    const load = { requests: work.requests(context, description), statuses: work.statuses, connections };
    for (const { server } of [near, far]) await measureOnce(server, { ...load, seconds: 2 });
    for (let round = 0; round < rounds; round += 1) {
      for (const { server, samples } of [near, far]) samples.push(await measureOnce(server, { ...load, seconds }));
    }
    for (const { server } of [near, far]) await server.stop();
    const throughput = ({ samples }: typeof near) => median(samples.map((sample) => sample.requestsPerSecond));
    results.push({ server: description.name, near: throughput(near), far: throughput(far) });
  }
  return { addedMs, results };
}
