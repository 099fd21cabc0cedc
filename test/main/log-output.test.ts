import { closeSync, openSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import t from 'tap';
import { freePort } from '../support/free-port.ts';
import { temporaryFolder } from '../support/process.ts';
import { createPipe, LogReader, sendRequests, startLoggingServer } from './log-reader.ts';

const listening = /Server listening at (http:[^"]+)/;

/** More lines than a pipe and the server keep. */
const manyRequests = 8_000;
/** More lines than a pipe keeps, and fewer than the server does. */
const someRequests = 3_000;

const isAnswer = ({ msg }: Readonly<Record<string, unknown>>): boolean => msg === 'answered';

t.test('drops and counts lines while nobody reads, and says so when somebody does', async (t) => {
  const pipe = createPipe(await temporaryFolder(t));
  const log = new LogReader(pipe.openReader());
  const { child, ended } = await startLoggingServer(t, pipe.writeEnd);
  closeSync(pipe.writeEnd);
  const address = await log.find(listening);
  log.stop();
  await sendRequests(address, manyRequests);
  log.goOn();
  const dropped = Number(await log.find(/"lines":(\d+),"msg":"log lines were dropped/));
  await sendRequests(address, 10);
  child.kill('SIGTERM');
  t.equal(await ended, 0);
  await log.end();
  t.ok(dropped > 0);
  t.equal(log.lines.filter(isAnswer).length + dropped, manyRequests + 10, 'every line is read or counted');
  t.match(log.lines.at(-1), { msg: 'closing' });
});

t.test('writes all lines before it ends if they are read in time', async (t) => {
  const pipe = createPipe(await temporaryFolder(t));
  const log = new LogReader(pipe.openReader());
  const { child, ended } = await startLoggingServer(t, pipe.writeEnd);
  closeSync(pipe.writeEnd);
  const address = await log.find(listening);
  log.stop();
  await sendRequests(address, someRequests);
  child.kill('SIGTERM');
  log.goOn();
  t.equal(await ended, 0);
  await log.end();
  t.equal(log.lines.filter(isAnswer).length, someRequests);
  t.match(log.lines.at(-1), { msg: 'closing' });
});

for (const workers of ['1', '2']) {
  t.test(`answers and ends although nobody reads its log, with WORKERS=${workers}`, async (t) => {
    const { child, ended } = await startLoggingServer(t, 'pipe', { WORKERS: workers });
    if (child.stdout === null) throw new Error('There is no pipe.');
    const log = new LogReader(child.stdout);
    const address = await log.find(listening);
    log.stop();
    await sendRequests(address, someRequests);
    const since = performance.now();
    child.kill('SIGTERM');
    t.equal(await ended, 0);
    t.ok(performance.now() - since < 10_000);
  });
}

t.test('goes on when the reader closes the pipe, and when another one opens it', async (t) => {
  const pipe = createPipe(await temporaryFolder(t));
  const first = new LogReader(pipe.openReader());
  const { child, ended } = await startLoggingServer(t, pipe.writeEnd);
  closeSync(pipe.writeEnd);
  const address = await first.find(listening);
  first.close();
  await sendRequests(address, 100);
  const second = new LogReader(pipe.openReader());
  await second.find(/"answered"/);
  await sendRequests(address, 100);
  second.close();
  child.kill('SIGTERM');
  t.equal(await ended, 0);
});

t.test('goes on when the disk of its log is full', async (t) => {
  const full = openSync('/dev/full', 'w');
  const PORT = await freePort();
  const { child, ended } = await startLoggingServer(t, full, { PORT });
  closeSync(full);
  const address = `http://127.0.0.1:${PORT}`;
  while (child.exitCode === null && !(await isReached(address))) await setTimeout(20);
  await sendRequests(address, someRequests);
  child.kill('SIGTERM');
  t.equal(await ended, 0);
});

async function isReached(address: string): Promise<boolean> {
  return fetch(`${address}/healthz`).then(
    () => true,
    () => false,
  );
}
