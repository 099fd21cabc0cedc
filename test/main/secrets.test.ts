import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import t from 'tap';
import { createTestDatabase } from '../../scripts/test-run/database.ts';
import { startProcess, temporaryFolder } from '../support/process.ts';

const secret = 'swordfish of the shared kind, long enough';
const previous = 'halibut-of-the-previous-year,long-enough';

async function reportIn(folder: string): Promise<string> {
  for (;;) {
    const [name] = (await readdir(folder)).filter((file) => file.endsWith('.json'));
    const text = name === undefined ? '' : await readFile(join(folder, name), 'utf8');
    if (text.trimEnd().endsWith('}')) return text;
    await setTimeout(20);
  }
}

t.test('puts no secret into the log, an answer or a diagnostic report', async (t) => {
  const { address, drop } = await createTestDatabase();
  t.teardown(drop);
  const { host, port, user, database } = address;
  const folder = await temporaryFolder(t);
  const server = startProcess(t, {
    NODE_ENV: 'production',
    LOG_LEVEL: 'trace',
    DATABASE_URL: `postgresql://${user}:mackerel@localhost/${database}?host=${host}&port=${port}`,
    BETTER_AUTH_SECRET: secret,
    BETTER_AUTH_PREVIOUS_SECRETS: previous,
    NODE_OPTIONS: `--report-on-signal --report-directory=${folder}`,
  });
  const origin = await server.address;
  const answers = await Promise.all(
    ['/readyz', '/healthz', '/api/alice/tasks', '/openapi.json'].map(async (path) =>
      (await fetch(origin + path)).text(),
    ),
  );
  server.child.kill('SIGUSR2');
  const report = await reportIn(folder);
  t.match(report, '"javascriptHeap"', 'the file is a report');
  t.match(report, '"LOG_LEVEL"', 'the report contains the environment');
  t.equal((await fetch(`${origin}/readyz`)).status, 200, 'the server goes on after the report');
  server.child.kill('SIGTERM');
  t.equal(await server.ended, 0);
  t.match(server.output(), /"signal":"SIGTERM".*"closing"/);
  for (const [where, text] of Object.entries({ report, log: server.output(), answers: answers.join() })) {
    t.notMatch(text, /swordfish|halibut|mackerel/, where);
  }
});
