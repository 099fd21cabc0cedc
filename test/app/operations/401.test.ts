import t from 'tap';
import { signDevelopmentToken } from '../../../src/auth/development-token.ts';
import { challenges, matchUnauthorized } from '../../support/problems.ts';
import { testRows } from '../../support/rows.ts';
import { startServerWithoutDatabase, tokenOf } from '../../support/server.ts';
import { isPublic, operationsDeclaring, operationsWhere, requestOf, withoutToken } from './requests.ts';

const token = tokenOf('alice');
const [header, payload, signature] = token.split('.');
const [, payloadOfBob, signatureOfBob] = tokenOf('bob').split('.');
const headerWithoutAlgorithm = Buffer.from('{"alg":"none"}').toString('base64url');

/** `Authorization` headers that are refused. */
const refused = [
  ['an empty header', ''],
  ['another scheme', 'Basic YWxpY2U6c2VjcmV0'],
  ['the scheme alone', 'Bearer'],
  ['the token alone', token],
  ['two spaces', `Bearer  ${token}`],
  ['two tokens', `Bearer ${token}, Bearer ${token}`],
  ['a string that is not a token', 'Bearer garbage'],
  [
    'a token signed with another secret',
    `Bearer ${signDevelopmentToken('another secret of 32 bytes and more', 'alice', 60)}`,
  ],
  ["the signature of Bob's token", `Bearer ${header}.${payload}.${signatureOfBob}`],
  ["the claims of Bob's token", `Bearer ${header}.${payloadOfBob}.${signature}`],
  ['no signature', `Bearer ${header}.${payload}.`],
  ['the algorithm none', `Bearer ${headerWithoutAlgorithm}.${payload}.`],
] as const;

const server = await startServerWithoutDatabase(t);

for (const operation of operationsDeclaring(401)) {
  const request = withoutToken(requestOf(operation));

  t.test(`${operation.id} without a token: the challenge names no error`, async (t) => {
    matchUnauthorized(t, await server.request(request), challenges.withoutToken);
  });

  t.test(`${operation.id} refuses a bad token, and its challenge does not say why`, (t) =>
    testRows(t, refused, async (t, [, authorization]) => {
      matchUnauthorized(t, await server.request({ ...request, headers: { authorization } }), challenges.badToken);
    }),
  );
}

t.test('every operation that is not public declares a 401', async (t) => {
  const secured = operationsWhere((operation) => !isPublic(operation)).map(({ id }) => id);
  t.strictSame(
    operationsDeclaring(401).map(({ id }) => id),
    secured,
  );
});
