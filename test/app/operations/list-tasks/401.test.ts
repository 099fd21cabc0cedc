import t from 'tap';
import { signDevelopmentToken } from '../../../../src/auth/development-token.ts';
import { matchProblem, startServerWithoutDatabase, tokenOf } from '../../../support/server.ts';

const [header, , signature] = tokenOf('bob').split('.');
const [, claims] = tokenOf('alice').split('.');

t.test('without a token', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ url: '/api/alice/tasks' });
  matchProblem(t, response, 401, '/problems/invalid-token');
  t.equal(response.headers['www-authenticate'], 'Bearer realm="tasks-api"');
});

for (const [name, authorization] of [
  ['what is no token', 'Bearer token'],
  ['a token of another secret', `Bearer ${signDevelopmentToken('another secret of 32 bytes and more', 'alice', 60)}`],
  ["a token with another token's signature", `Bearer ${header}.${claims}.${signature}`],
  ['a token without a signature', `Bearer ${header}.${claims}.`],
] as const) {
  t.test(`with ${name}`, async (t) => {
    const server = await startServerWithoutDatabase(t);
    const response = await server.request({ url: '/api/alice/tasks', headers: { authorization } });
    matchProblem(t, response, 401, '/problems/invalid-token');
    t.equal(response.headers['www-authenticate'], 'Bearer realm="tasks-api", error="invalid_token"');
  });
}
