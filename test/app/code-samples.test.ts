import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import t from 'tap';
import { createTasksClient } from '../../src/client/index.ts';
import { contractDocument, isPart, partOf } from '../contract/document.ts';
import { startServer, startServerWithoutDatabase, tokenOf } from '../support/server.ts';
import { createTask } from '../support/tasks.ts';

const run = promisify(execFile);

interface Sample {
  readonly operation: string;
  readonly label: string;
  readonly source: string;
  readonly status: number;
}

function declaredSamples(): Sample[] {
  const items = Object.values(partOf(contractDocument(), ['paths'])).filter(isPart);
  const operations = items
    .flatMap((item) => Object.values(item).filter(isPart))
    .filter((each) => 'operationId' in each);
  return operations.flatMap((each) => {
    const status = Number(Object.keys(partOf(each, ['responses'])).find((code) => code.startsWith('2')));
    const samples: unknown = each['x-codeSamples'];
    if (!Array.isArray(samples)) throw new Error(`${String(each['operationId'])} has no samples.`);
    return samples.filter(isPart).map(({ label, source }) => ({
      operation: String(each['operationId']),
      label: String(label),
      source: String(source),
      status,
    }));
  });
}

async function runTypescript(source: string): Promise<number> {
  const statuses: number[] = [];
  const log = (status: number) => statuses.push(status);
  const body = source.replace(/^import .*\n/, '');
  await runInNewContext(`(async () => {${body}})()`, { createTasksClient, console: { log } });
  return Number(statuses[0]);
}

const runners: Readonly<Record<string, (source: string) => Promise<number>>> = {
  curl: async (source) => Number(/^HTTP\/1\.1 (\d+)/.exec((await run('sh', ['-c', source])).stdout)?.[1]),
  TypeScript: runTypescript,
  Python: async (source) => Number((await run('python3', ['-c', source])).stdout.slice(0, 3)),
};

const hasPython = await run('python3', ['--version']).then(
  () => true,
  () => false,
);
const server = await startServer(t);
const origin = await server.app.listen({ host: '127.0.0.1', port: 0 });

for (const { operation, label, source, status } of declaredSamples()) {
  const skip = label === 'Python' && !hasPython && 'python3 is not installed';
  t.test(`the ${label} sample of ${operation} succeeds`, { skip }, async (t) => {
    const { id } = await createTask(server, 'alice', { title: 'Buy milk' });
    const filled = source
      .replaceAll('http://127.0.0.1:8000', origin)
      .replaceAll('YOUR_TOKEN', tokenOf('alice'))
      .replace(/(\/tasks\/|\bid: )42\b/, `$1${id}`);
    t.equal(await runners[label]?.(filled), status);
  });
}

t.test('gives a token to the page of this machine, and to nobody else', async (t) => {
  const { app } = await startServerWithoutDatabase(t, { signSampleToken: (user) => `token of ${user}` });
  const own = { host: '127.0.0.1:8000', 'sec-fetch-site': 'same-origin' };
  for (const [headers, remoteAddress, body] of [
    [own, '127.0.0.1', 'token of alice'],
    [{ ...own, host: 'localhost:8000' }, '::1', 'token of alice'],
    [{ ...own, host: '[::1]:8000' }, '::ffff:127.0.0.1', 'token of alice'],
    [own, '192.0.2.1', ''],
    [{ ...own, host: 'rebound.example' }, '127.0.0.1', ''],
    [{ ...own, host: '127.0.0.1.rebound.example' }, '127.0.0.1', ''],
    [{ ...own, 'sec-fetch-site': 'cross-site' }, '127.0.0.1', ''],
    [{ host: own.host }, '127.0.0.1', ''],
  ] as const) {
    const answer = await app.inject({ url: '/docs/token', headers, remoteAddress });
    t.match([answer.statusCode, answer.body, answer.headers['cache-control']], [body ? 200 : 204, body, 'no-store']);
  }
  t.equal((await server.request({ url: '/docs/token' })).statusCode, 404);
});
