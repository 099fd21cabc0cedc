/**
 * Tests the documentation page in a real browser: `npm run test:browser`. CHROMIUM is the path of the browser
 * (/usr/bin/chromium by default).
 */
import { chromium } from 'playwright-core';
import t from 'tap';
import { operationRoutes } from '../../../generated/operations.ts';
import { contractDocument } from '../../contract/document.ts';
import { browserFlags } from '../../support/browser.ts';
import { startServerWithoutDatabase } from '../../support/server.ts';

const summaries = Object.values(contractDocument().paths ?? {}).flatMap((item) =>
  [item?.get, item?.put, item?.post, item?.delete, item?.patch].flatMap((operation) => operation?.summary ?? []),
);

t.test('Redoc shows every operation, logs no error and makes no request to another host', async (t) => {
  const { app } = await startServerWithoutDatabase(t, { signSampleToken: () => 'sample-token' });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: browserFlags,
  });
  t.teardown(() => browser.close());
  const page = await browser.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));

  await page.goto(`${origin}/docs`);
  await page.getByRole('heading', { name: 'The first call' }).first().waitFor();
  t.match(
    await page.locator('body').innerText(),
    `curl -i ${origin}/api/alice/tasks -H 'authorization: Bearer sample-token'`,
  );
  t.equal(await page.getByText('API docs by').filter({ visible: true }).count(), 0);
  const menu = page.getByRole('navigation').or(page.locator('.menu-content')).first();
  for (const [tag, summary] of [
    ['Health', 'Is the process alive?'],
    ['Tasks', 'Toggle completion'],
  ] as const) {
    // A click before Redoc has set up its menu is lost.
    const operation = menu.getByText(summary, { exact: true });
    do await menu.getByText(tag, { exact: true }).click();
    while (
      !(await operation.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      ))
    );
  }
  for (const summary of summaries) await menu.getByText(summary, { exact: true }).waitFor();
  await menu.getByText('Toggle completion', { exact: true }).click();
  await page.getByRole('heading', { name: 'Toggle completion' }).first().waitFor();
  t.match(await page.locator('body').innerText(), operationRoutes.toggleTaskCompletion.path);
  // Redoc sends telemetry and loads further parts only after the first paint.
  await page.mouse.wheel(0, 20_000);
  await page.waitForLoadState('networkidle');

  const foreign = requests.filter((url) => !url.startsWith(`${origin}/`) && !/^(?:data|blob):/.test(url));
  t.same(foreign, []);
  t.same(complaints, []);
  t.equal(summaries.length, Object.keys(operationRoutes).length);
});
