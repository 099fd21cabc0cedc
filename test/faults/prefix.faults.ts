/** A real nginx strips a prefix from every path. The addresses that the server gives lead back through it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { parse } from 'yaml';
import { createTestDatabase } from '../../scripts/test-run/database.ts';
import { signDevelopmentToken } from '../../src/auth/development-token.ts';
import { createTasksClient, type Task } from '../../src/client/index.ts';
import { databaseUrl } from '../../src/database/address.ts';
import { problems } from '../../src/values/problems.ts';
import { freePort } from '../support/free-port.ts';
import { startProcess, temporaryFolder } from '../support/process.ts';
import { oddUserIds } from '../support/user-ids.ts';
import { nginxConfiguration, nginxParameters, startBalancerProgram } from './support/balancer.ts';
import { secret } from './support/client.ts';
import { runFaults } from './support/fault.ts';

const publicPath = '/todo';
const readyWithinMs = 30_000;

/** nginx's directives that pass requests on to a server without the prefix. */
type PassOn = (server: string) => string;

/** nginx decodes the path and encodes it again, but for `%2F`. */
const byPath: PassOn = (server) => `proxy_pass ${server}/;`;
/** The path reaches the server as the client wrote it. */
const asWritten: PassOn = (server) => `if ($request_uri ~ ^${publicPath}(/.*)$) { proxy_pass ${server}$1; }`;

async function untilReady(base: string): Promise<void> {
  const deadline = performance.now() + readyWithinMs;
  const isReady = (): Promise<boolean> =>
    fetch(`${base}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    );
  while (!(await isReady())) {
    if (performance.now() > deadline) throw new Error('The server is not ready behind nginx.');
    await setTimeout(20);
  }
}

/** Starts a server behind nginx. @returns its address as clients see it, without a slash at the end */
async function startBehindNginx(t: Test, passOn: PassOn): Promise<string> {
  const { address, drop } = await createTestDatabase();
  t.teardown(drop);
  const folder = await temporaryFolder(t);
  const server = startProcess(t, {
    NODE_ENV: 'production',
    PUBLIC_PATH: publicPath,
    DATABASE_URL: databaseUrl(address),
    BETTER_AUTH_SECRET: secret,
  });
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  const location = `location ${publicPath}/ { ${passOn(await server.address)} }`;
  await writeFile(file, nginxConfiguration(folder, `server { listen 127.0.0.1:${port}; ${location} }`));
  await startBalancerProgram(t, 'nginx', nginxParameters(file));
  const base = `http://127.0.0.1:${port}${publicPath}`;
  await untilReady(base);
  return base;
}

/** The addresses that a page links to or loads, and those that the script of the documentation loads. */
function linksIn(url: string, text: string): readonly string[] {
  const pattern = url.endsWith('/start.js') ? /'([\w./]+\.(?:js|json))'/g : /(?:src|href)="(?!data:)([^"]*)"/g;
  const isRead = /\/(?:docs|problems|problems\/[^/]+|docs\/start\.js)$/.test(url);
  return isRead ? [...text.matchAll(pattern)].map(([, link = '']) => new URL(link, url).href) : [];
}

/** Follows all links as a browser does. @returns the status of every address */
async function crawl(start: string): Promise<ReadonlyMap<string, number>> {
  const seen = new Map<string, number>();
  const waiting = [start];
  for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
    if (seen.has(url)) continue;
    const response = await fetch(url, { headers: { accept: 'text/html,*/*;q=0.8' } });
    seen.set(url, response.status);
    seen.set(response.url, response.status);
    waiting.push(...linksIn(response.url, await response.text()));
  }
  return seen;
}

async function pagesLeadBack(t: Test): Promise<string> {
  const base = await startBehindNginx(t, byPath);
  const statuses = new Map([...(await crawl(`${base}/`)), ...(await crawl(`${base}/problems`))]);
  const isLost = ([url, status]: readonly [string, number]): boolean => status !== 200 || !url.startsWith(`${base}/`);
  t.strictSame([...statuses].filter(isLost), []);
  const expected = ['/docs', '/docs/start.js', '/docs/redoc.standalone.js', '/docs/openapi.json', '/problems'];
  for (const path of [...expected, ...Object.keys(problems)]) t.ok(statuses.has(base + path), path);
  for (const path of ['/openapi.json', '/openapi.yaml', '/docs/openapi.json']) {
    t.match(parse(await (await fetch(base + path)).text()), { servers: [{ url: publicPath }] }, path);
  }
  return `${statuses.size} addresses lead back`;
}

/** The client of a user, and what its answers link to. */
function clientOf(base: string, user_id: string) {
  const token = signDevelopmentToken(secret, user_id, 600);
  const tasks = createTasksClient({ baseUrl: base, token });
  /** Reads an address that an answer of the client gave. */
  const follow = async (address: string | null, { url }: Response): Promise<unknown> => {
    const target = new URL(address ?? '', url).href;
    if (!target.startsWith(`${base}/`)) throw new Error(`${target} is not behind nginx.`);
    return (await fetch(target, { headers: { authorization: `Bearer ${token}` } })).json();
  };
  return { tasks, follow, path: { user_id } };
}

/** Creates tasks, and reads them by `Location`, as pages by `Link`, and as pages by the cursor. */
async function useTasks(t: Test, base: string, user_id: string): Promise<void> {
  const { tasks, follow, path } = clientOf(base, user_id);
  const created: Task[] = [];
  for (const title of ['a', 'b', 'c']) {
    const { data, response } = await tasks.createTask({ path, body: { title } });
    if (!data) throw new Error(`No task was created for ${user_id}: ${response.status}`);
    t.strictSame(await follow(response.headers.get('location'), response), data, 'Location');
    created.push(data);
  }
  const query = { sort: 'title', limit: 2 } as const;
  const first = await tasks.listTasks({ path, query });
  t.strictSame(first.data, created.slice(0, 2));
  const [, link = ''] = /^<([^>]+)>; rel="next"$/.exec(first.response.headers.get('link') ?? '') ?? [];
  t.strictSame(await follow(link, first.response), created.slice(2), 'Link');
  const cursor = new URL(link, base).searchParams.get('cursor') ?? '';
  t.strictSame((await tasks.listTasks({ path, query: { ...query, cursor } })).data, created.slice(2), 'cursor');
  const { error } = await tasks.getTask({ path: { ...path, id: 1_000_000 } });
  const page = await fetch(base + String(error?.type));
  t.match([error?.type, page.status, await page.text()], ['/problems/task-not-found', 200, '<h1>'], 'type');
}

async function clientsLeadBack(t: Test, passOn: PassOn, users: readonly string[]): Promise<string> {
  const base = await startBehindNginx(t, passOn);
  for (const user of users) await useTasks(t, base, user);
  return `${users.length} users create, follow Location and Link, and read pages of problems`;
}

const withoutSlash = oddUserIds.filter((user) => !user.includes('/'));

await runFaults(t, [
  {
    done: 'nginx strips a prefix from the documentation',
    promised: 'pages load all they need; links and servers lead back through nginx',
    run: pagesLeadBack,
  },
  {
    done: 'nginx strips a prefix from the requests of the generated client',
    promised: 'Location, Link and the type of problems lead back through nginx',
    run: (t) => clientsLeadBack(t, byPath, ['alice', ...withoutSlash]),
  },
  {
    done: 'nginx strips a prefix and leaves the rest of the path as it is written',
    promised: 'the same, for user ids with a slash too',
    run: (t) => clientsLeadBack(t, asWritten, ['alice', ...oddUserIds]),
  },
]);
