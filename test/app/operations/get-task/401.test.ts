import t from 'tap';
import { matchProblem, startServerWithoutDatabase, tokenOf } from '../../../support/server.ts';

const url = '/api/alice/tasks/1';

t.test('no token: the challenge names no error', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ url });
  matchProblem(t, response, 401, '/problems/invalid-token');
  t.equal(response.headers['www-authenticate'], 'Bearer realm="tasks-api"');
});

t.test('a token that is not accepted: the challenge says so, and not why', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const token = tokenOf('alice');
  const [header, payload, signature] = token.split('.');
  for (const [what, authorization] of Object.entries({
    'an empty header': '',
    'another scheme': 'Basic YWxpY2U6c2VjcmV0',
    'the scheme alone': 'Bearer',
    'the token alone': token,
    'two spaces': `Bearer  ${token}`,
    'two tokens': `Bearer ${token}, Bearer ${token}`,
    'no JWT': 'Bearer garbage',
    'no signature': `Bearer ${header}.${payload}.`,
    "another token's signature": `Bearer ${header}.${tokenOf('bob').split('.')[1]}.${signature}`,
    'algorithm none': `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`,
  })) {
    t.test(what, async (t) => {
      const response = await server.request({ url, headers: { authorization } });
      matchProblem(t, response, 401, '/problems/invalid-token');
      t.equal(response.headers['www-authenticate'], 'Bearer realm="tasks-api", error="invalid_token"');
    });
  }
});
