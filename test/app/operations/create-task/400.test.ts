import { Readable } from 'node:stream';
import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';
import { json, post } from './posts.ts';

const bodies: readonly (readonly [name: string, body: string | Buffer])[] = [
  ['an empty body', ''],
  ['white space', ' \n'],
  ['text', 'title'],
  ['JSON that is cut off', '{"title":"x"'],
  ['JSON that is cut off in a text', '{"title":"x'],
  ['single quotes', "{'title':'x'}"],
  ['a trailing comma', '{"title":"x",}'],
  ['a comment', '{"title":"x"} // x'],
  ['two values', '{"title":"x"}{"title":"y"}'],
  ['garbage after JSON', '{"title":"x"}]'],
  ['U+0000 after JSON', '{"title":"x"}\0'],
  ['a line end in a text', '{"title":"a\nb"}'],
  ['an escape that is none', '{"title":"\\x41"}'],
  ['a number that is none', '{"title":NaN}'],
  ['a number in hexadecimal', '{"title":0x10}'],
  ['a byte order mark', '\ufeff{"title":"x"}'],
  ['white space that is none in JSON', '{"title":\u00a0"x"}'],
  ['a form', 'title=x'],
  ['a byte that is never UTF-8', Buffer.from('{"title":"\xff"}', 'latin1')],
  ['UTF-8 that is cut off', Buffer.from('{"title":"\xe2\x82"}', 'latin1')],
  ['a surrogate in UTF-8', Buffer.from('{"title":"\xed\xa0\x80"}', 'latin1')],
  ['an overlong form', Buffer.from('{"title":"\xc0\x80"}', 'latin1')],
  ['bytes beyond Unicode', Buffer.from('{"title":"\xf4\x90\x80\x80"}', 'latin1')],
  ['UTF-16', Buffer.from('{"title":"x"}', 'utf16le')],
];

t.test('a body that is not JSON in UTF-8', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [name, body] of bodies) {
    await t.test(name, async (t) => {
      matchProblem(t, await post(server, body), 400, '/problems/malformed-body');
    });
  }
});

t.test('no body', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const request = { as: 'alice', method: 'POST', url: '/api/alice/tasks' } as const;
  matchProblem(t, await server.request(request), 400, '/problems/malformed-body');
  matchProblem(t, await server.request({ ...request, headers: json }), 400, '/problems/malformed-body');
  const chunked = await post(server, Readable.from([]), { ...json, 'transfer-encoding': 'chunked' });
  matchProblem(t, chunked, 400, '/problems/malformed-body');
});

t.test('a body that is not as long as it says', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const length of ['5', '500']) {
    const response = await post(server, '{"title":"x"}', { ...json, 'content-length': length });
    matchProblem(t, response, 400, '/problems/malformed-body');
  }
});

t.test('a query parameter, as none is declared', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const query of ['limit=1', 'title=x', '%ZZ', 'q=%ff']) {
    const url = `/api/alice/tasks?${query}`;
    const response = await server.request({ as: 'alice', method: 'POST', url, payload: { title: 'x' } });
    matchProblem(t, response, 400, '/problems/invalid-query');
  }
});

t.test('a path that is not percent-encoded UTF-8', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const user of ['%ZZ', '%ff']) {
    const url = `/api/${user}/tasks`;
    const response = await server.request({ as: 'alice', method: 'POST', url, payload: { title: 'x' } });
    matchProblem(t, response, 400, '/problems/malformed-path');
  }
});
