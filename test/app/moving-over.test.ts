/** Sends every request of specs/features/moving-over.md. */
import type { LightMyRequestResponse } from 'fastify';
import t, { type Test } from 'tap';
import { isRecord } from '../../src/values/is-record.ts';
import { testRows } from '../support/rows.ts';
import { startServer, tokenOf } from '../support/server.ts';
import { codesIn, readSpec } from '../support/spec-tables.ts';
import { createTask, tasksOf } from '../support/tasks.ts';
import { requestsIn, rowsUnder, type DocumentedRequest } from './documented-requests.ts';

const page = readSpec('features/moving-over.md');
const server = await startServer(t);

// So that no task of a row has the version 1.
await createTask(server, 'alice');

/** Puts values for the words of the page that stand for one. The task is a new one. */
async function fillIn(cell: string): Promise<string> {
  const { id, version } = await createTask(server, 'alice');
  return cell
    .replaceAll('{id}', String(id))
    .replaceAll('{version}', String(version))
    .replaceAll('<JWT>', tokenOf('alice'))
    .replaceAll('<session token>', 'hJ4kqYzT0mWcR8sVbN2xLpGd6uEfA9oi');
}

function send({ payload, ...request }: DocumentedRequest, as: string | undefined): Promise<LightMyRequestResponse> {
  return server.request({
    ...request,
    ...(as === undefined ? {} : { as }),
    ...(payload === undefined ? {} : { payload: { ...payload } }),
  });
}

/** Everything that a problem says about its cause: its detail, and the place and the detail of each fault. */
function textsOf(response: LightMyRequestResponse): string[] {
  const { detail = '', errors = [] }: { detail?: string; errors?: readonly Record<string, string>[] } = response.json();
  return [detail, ...errors.flatMap((fault) => Object.values(fault))];
}

/** True if a text is the place of a fault, or part of a sentence. */
function isIn(texts: readonly string[], text: string): boolean {
  return texts.some((found) => found === text || (found.includes(' ') && found.includes(text)));
}

/** The words of an answer. An explanation may follow them after a colon. */
function wordsOf(answer: string): string[] {
  return codesIn(answer.replace(/: .*/, ''));
}

async function checkRow(t: Test, cells: readonly string[], as: string | undefined): Promise<void> {
  const [sent = '', answer = '', instead = ''] = cells;
  for (const request of requestsIn(await fillIn(sent))) {
    const response = await send(request, as);
    t.equal(response.statusCode, Number.parseInt(answer, 10));
    const texts = textsOf(response);
    t.strictSame(
      wordsOf(answer).filter((text) => !isIn(texts, text)),
      [],
      texts.join('; '),
    );
  }
  for (const request of requestsIn(await fillIn(instead))) {
    const response = await send(request, as);
    t.ok(response.statusCode < 300, response.body);
  }
}

for (const [title, as] of [
  ['Paths and methods', 'alice'],
  ['Members of a task', 'alice'],
  ['Lists', 'alice'],
  // Its rows have the headers.
  ['Tokens and headers', undefined],
] as const) {
  const rows = rowsUnder(page, title).map((cells) => [cells[0] ?? '', cells] as const);
  t.test(title, (t) => testRows(t, rows, (t, [, cells]) => checkRow(t, cells, as)));
}

/** Reads a member by a path such as `problem.errors[0].detail`. */
function valueAt(root: unknown, path: string): unknown {
  const names = path.split(/[.[\]]+/).filter((name) => name !== '');
  return names.reduce<unknown>((value, name) => {
    if (Array.isArray(value)) return value[Number(name)];
    return isRecord(value) ? value[name] : undefined;
  }, root);
}

t.test('Answers', async (t) => {
  const url = tasksOf('alice');
  const task = await createTask(server, 'alice', { title: 'Buy milk', tags: ['home'], due_date: '2026-12-01' });
  const read = async (url: string): Promise<unknown> => (await server.request({ as: 'alice', url })).json();
  const refused = await server.request({ as: 'alice', method: 'POST', url, payload: { title: '' } });
  const [list, tags, stats] = await Promise.all([url, '/api/alice/tags', '/api/alice/stats'].map(read));
  const bodies = { task, list, tags, stats, problem: refused.json<unknown>() };
  const rows = rowsUnder(page, 'Answers').map(([theirs = '', ours = '']) => [theirs, ours] as const);
  await testRows(t, rows, (t, [theirs, ours]) => {
    const paths = [codesIn(theirs), codesIn(ours)].map(([path = '']) => path);
    t.strictSame(
      paths.map((path) => valueAt(bodies, path) !== undefined),
      [false, true],
    );
  });
});
