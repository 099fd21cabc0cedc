import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

const url = '/api/alice/tasks/1';
const headers = { 'content-type': 'application/json' };

const bodies: Record<string, string | Buffer> = {
  'no body': '',
  'white space': ' \n',
  'no JSON': 'title=x',
  'JSON that is cut off': '{"title":"x"',
  'a trailing comma': '{"title":"x",}',
  'single quotes': "{'title':'x'}",
  'a comment': '{"title":"x"} // x',
  'two documents': '{"title":"x"}{"title":"x"}',
  'no number of JSON': '{"title":NaN}',
  'a byte order mark': '\ufeff{"title":"x"}',
  'a control character in a text': '{"title":"\u0001"}',
  'bytes that are not UTF-8': Buffer.from('{"title":"\xff"}', 'latin1'),
  'a surrogate in UTF-8': Buffer.from('{"title":"\xed\xa0\x80"}', 'latin1'),
  'UTF-16': Buffer.from('{"title":"x"}', 'utf16le'),
  'a document of ever deeper arrays': '['.repeat(65_536),
};

t.test('a body that is not JSON in UTF-8', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [what, payload] of Object.entries(bodies)) {
    t.test(what, async (t) => {
      const response = await server.request({ as: 'alice', method: 'PUT', url, headers, payload });
      matchProblem(t, response, 400, '/problems/malformed-body');
    });
  }
});

t.test('no body and no Content-Type', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ as: 'alice', method: 'PUT', url });
  matchProblem(t, response, 400, '/problems/malformed-body');
});

t.test('a body that is not as long as Content-Length says', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const length of ['5', '50']) {
    const wrong = { ...headers, 'content-length': length };
    const response = await server.request({
      as: 'alice',
      method: 'PUT',
      url,
      headers: wrong,
      payload: '{"title":"x"}',
    });
    matchProblem(t, response, 400, '/problems/malformed-body');
  }
});

t.test('a query, where none is declared', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const payload = { title: 'x' };
  const response = await server.request({ as: 'alice', method: 'PUT', url: `${url}?title=y`, payload });
  matchProblem(t, response, 400, '/problems/invalid-query');
});

t.test('a path that is not percent-encoded UTF-8', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ as: 'alice', method: 'PUT', url: '/api/alice/tasks/%ff', payload: {} });
  matchProblem(t, response, 400, '/problems/malformed-path');
});
