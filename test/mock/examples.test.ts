import t from 'tap';
import { partOf, changedContract } from '../contract/document.ts';
import { readDeclaredContract, type ContractDocument } from '../../scripts/contract/declared-contract.ts';
import { exampleResponses } from '../../scripts/generate/mock-examples.ts';
import type { ExampleResponses } from '../../src/mock/examples.ts';
import { matchProblem } from '../support/problems.ts';
import { having } from '../contract/compiled.ts';
import { exampleRequests } from './operations.ts';
import { startMock } from './server.ts';

const operations = await exampleRequests();

async function examplesOf(document: ContractDocument): Promise<ExampleResponses> {
  return exampleResponses(await readDeclaredContract(document));
}

t.test('serves every example of every status of every operation under its name', async (t) => {
  const mock = await startMock(t);
  t.equal(operations.length, 13);
  for (const { id, method, url, payload, responses } of operations) {
    for (const { status, mediaType, requiredHeaders, examples } of responses) {
      const asked = { method, url, ...(payload ? { payload } : {}) };
      const named: typeof examples = mediaType === undefined ? [['', undefined]] : examples;
      t.not(named.length, 0, `${id} ${status} has an example`);
      for (const [name, value] of named) {
        const prefer = `code=${status}${name === '' ? '' : `, example=${name}`}`;
        const response = await mock.request({ ...asked, prefer });
        t.equal(response.statusCode, status, `${id} ${prefer}`);
        t.equal(response.headers['preference-applied'], prefer);
        t.equal(response.headers['content-type']?.toString().split(';')[0], mediaType);
        t.strictSame(response.body === '' ? undefined : response.json(), value);
        for (const header of requiredHeaders) t.hasProp(response.headers, header.toLowerCase());
      }
    }
  }
});

t.test('serves the first success and its first example by default', async (t) => {
  const mock = await startMock(t);
  for (const { method, url, payload, responses } of operations) {
    const [success] = responses;
    const response = await mock.request({ method, url, ...(payload ? { payload } : {}) });
    t.equal(response.statusCode, success?.status);
    t.strictSame(response.body === '' ? undefined : response.json(), success?.examples[0]?.[1]);
    t.notOk(response.headers['preference-applied']);
  }
});

t.test('sends the example headers of the contract unless they would be wrong', async (t) => {
  const mock = await startMock(t);
  const tasks = '/api/alice/tasks';
  const { headers: created } = await mock.request({ method: 'POST', url: tasks, payload: { title: 'Buy milk' } });
  t.match(created, { location: '/api/alice/tasks/42', etag: '"17"' });
  t.notOk(created['idempotent-replayed'], 'nothing is kept, so nothing is replayed');
  const { headers: page } = await mock.request({ url: tasks });
  const link = /^<([^>]+)>; rel="next"$/.exec(String(page.link))?.[1] ?? '';
  t.notOk((await mock.request({ url: link })).headers.link, 'the linked page is the last one');
  t.notOk((await mock.request({ url: tasks, prefer: 'example=empty' })).headers.link, 'an empty page has no next page');
  const refused = { prefer: 'code=415' };
  const posted = await mock.request({ ...refused, method: 'POST', url: tasks, payload: { title: 'Buy milk' } });
  t.equal(posted.headers.accept, 'application/json');
  const deleted = await mock.request({ ...refused, method: 'DELETE', url: `${tasks}/42` });
  t.notOk(deleted.headers.accept, 'no Accept for a request without a body');
});

t.test('answers 304 without a body and without a media type', async (t) => {
  const mock = await startMock(t);
  const response = await mock.request({ url: '/api/alice/tasks/42', prefer: 'code=304' });
  t.match(response, { statusCode: 304, body: '', headers: { etag: '"17"', 'preference-applied': 'code=304' } });
  t.notOk(response.headers['content-type']);
});

t.test('takes the headers of a safe write, and does not mark the answer as a replay', async (t) => {
  const mock = await startMock(t);
  const headers = { 'idempotency-key': 'a1', 'if-match': '"17"' };
  for (const payload of [undefined, { completed: true }]) {
    const asked = {
      method: 'PATCH',
      url: '/api/alice/tasks/42/complete',
      headers,
      ...(payload && { payload }),
    } as const;
    for (let sent = 0; sent < 2; sent += 1) {
      const response = await mock.request(asked);
      t.match(response, { statusCode: 200, headers: { etag: '"17"' } });
      t.notOk(response.headers['idempotent-replayed']);
    }
  }
});

t.test('answers 500 instead of an example that breaks the contract', async (t) => {
  const examples = ['paths', '/api/{user_id}/tasks', 'get', 'responses', '200', 'content', 'application/json'];
  const broken = changedContract([...examples, 'examples', 'page'], having({ value: [{ id: 'first' }] }));
  const mock = await startMock(t, await examplesOf(broken));
  const response = await mock.request({ url: '/api/alice/tasks', prefer: 'code=200' });
  matchProblem(t, response, 500, '/problems/internal-error');
  t.notOk(response.headers['preference-applied']);
  t.match(
    mock.log.filter((line) => line.includes('"level":50')),
    [/"operation":"listTasks","status":200,"fault":"the body breaks the schema/],
  );
  t.equal((await mock.request({ url: '/api/alice/tasks', prefer: 'example=empty' })).statusCode, 200);
});

t.test('answers 500 if a required header has no example, or a broken one', async (t) => {
  for (const example of [undefined, '/a b']) {
    const broken = changedContract(['components', 'headers', 'Location'], (header) => {
      header['example'] = example;
    });
    const mock = await startMock(t, await examplesOf(broken));
    const response = await mock.request({ method: 'POST', url: '/api/alice/tasks', payload: { title: 'Buy milk' } });
    matchProblem(t, response, 500, '/problems/internal-error');
  }
});

t.test('refuses to start with an example that openapi-backend would replace with another one', async (t) => {
  const document = changedContract(['components', 'responses', 'Task', 'content'], (content) => {
    partOf(content, ['application/json', 'examples'])['nothing'] = { value: null };
  });
  await t.rejects(examplesOf(document), {
    message: /getTask 200: the example nothing cannot be served/,
  });
});
