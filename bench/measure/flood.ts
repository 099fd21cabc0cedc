import { randomBytes } from 'node:crypto';
import { prepareLoad, type LoadRequest } from './load.ts';
import type { RunningServer } from './server-process.ts';
import { userName } from './seed.ts';
import { median } from './statistics.ts';
import { bearer } from './tokens.ts';
import type { Work, WorkContext } from './workload.ts';

/** Requests a second whose tokens cannot be accepted. */
const rate = 1_000;
const seconds = 4;
const rounds = 3;

export interface FloodResult {
  readonly rate: number;
  /** Requests a second of the users who are signed in. */
  readonly alone: number;
  readonly flooded: number;
}

/** Never the same token twice: half of them random text, half of them signed with another secret. */
function floodRequests({ size, secret }: WorkContext): LoadRequest[] {
  return Array.from({ length: rate * (seconds + 1) }, (_, index) => {
    const user = userName(index % size.users);
    const random = randomBytes(96).toString('base64url');
    const authorization =
      index % 2 === 0
        ? `Bearer ${random.slice(0, 32)}.${random.slice(32, 96)}.${random.slice(96)}`
        : bearer(user, `${random}${secret}`);
    return { method: 'GET', path: `/api/${user}/tasks/1`, headers: { authorization } };
  });
}

/** What a flood of tokens that cannot be accepted takes from the users who are signed in. */
export async function measureFlood(server: RunningServer, work: Work, context: WorkContext): Promise<FloodResult> {
  const users = {
    url: server.url,
    connections: 32,
    seconds,
    requests: work.requests(context, server.description),
    statuses: work.statuses,
  };
  const throughput = async (): Promise<number> => {
    const { run } = await prepareLoad(users);
    const { answered, seconds: taken } = await run();
    return answered / taken;
  };
  const underFlood = async (): Promise<number> => {
    const flood = await prepareLoad({
      url: server.url,
      connections: 16,
      // Until after the last answer to the users.
      seconds: seconds + 1,
      rate,
      requests: floodRequests(context),
      statuses: [401],
    });
    const flooding = flood.run();
    const [result] = await Promise.all([throughput(), flooding]);
    return result;
  };
  const samples: { alone: number; flooded: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    samples.push({ alone: await throughput(), flooded: await underFlood() });
  }
  return {
    rate,
    alone: median(samples.map(({ alone }) => alone)),
    flooded: median(samples.map(({ flooded }) => flooded)),
  };
}
