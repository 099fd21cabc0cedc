import { setTimeout } from 'node:timers/promises';
import fastify from 'fastify';
import t, { type Test } from 'tap';
import { RefusalLog } from '../../../src/contract/refusals/refusal-log.ts';
import { createLogger } from '../../../src/process/logger.ts';
import { problem } from '../../../src/values/problems.ts';

const windowMs = 1_000;

/** Starts a server that refuses every request for the reason in its query. */
async function start(t: Test, isExplained = true) {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  let explanations = 0;
  const explainRefusal = (reason: string) => {
    explanations += 1;
    return { text: `because of ${reason}`, expected: { a: 1 }, came: { a: 2 }, detail: 'a detail' };
  };
  const refusals = new RefusalLog({ logger, ...(isExplained ? { explainRefusal } : {}) }, windowMs);
  const app = fastify({ loggerInstance: logger });
  app.get('/:reason', (request) => refusals.explain(request.url.slice(1), problem('/problems/invalid-token'), request));
  t.teardown(() => app.close());
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const ask = async (reason: string, times: number): Promise<void> => {
    for (let count = 0; count < times; count += 1) await (await fetch(`${address}/${reason}`)).text();
  };
  const told = () =>
    lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line['reason'] !== undefined);
  return { ask, told, explanations: () => explanations };
}

t.test('logs five refusals of each reason, then how many more there were, and begins anew', async (t) => {
  const { ask, told, explanations } = await start(t);
  await ask('first', 12);
  await ask('second', 5);
  await ask('third', 1);
  t.equal(told().length, 11);
  t.match(told()[0], { level: 30, reason: 'first', expected: { a: 1 }, came: { a: 2 }, msg: 'because of first' });
  t.equal(explanations(), 11, 'only what is read is explained');
  await setTimeout(windowMs + 500);
  t.match(told().slice(11), [{ level: 30, reason: 'first', suppressed: 7 }]);
  t.equal(told().length, 12, 'no line for a reason without suppressed refusals');
  await ask('first', 6);
  t.equal(told().length, 17);
  await setTimeout(windowMs + 500);
  t.match(told().slice(17), [{ reason: 'first', suppressed: 1 }]);
});

t.test('a server that explains nothing logs nothing at the default level', async (t) => {
  const { ask, told } = await start(t, false);
  await ask('first', 7);
  t.strictSame(told(), []);
});
