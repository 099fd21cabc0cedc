import t from 'tap';
import { createTokenVerifier } from '../../src/auth/token-verifier.ts';
import { testSecret } from '../support/better-auth.ts';
import { forge, inSeconds, refusalOf, refused } from './requests.ts';

t.test('accepts its own algorithm only, whatever it verified before', async (t) => {
  const verify = createTokenVerifier([testSecret], 'HS256', { issuer: undefined, audience: undefined });
  const exp = inSeconds(60);
  const claims = { sub: 'alice', exp };
  t.same(verify(forge({ alg: 'HS256' }, claims)), {
    principal: { userId: 'alice', email: null },
    goodUntil: 1000 * (exp + 30),
  });
  for (const bits of ['384', '512']) {
    const other = forge({ alg: `HS${bits}` }, claims, testSecret, `sha${bits}`);
    t.same(await refusalOf(() => verify(other)), refused, bits);
  }
  t.same(await refusalOf(() => verify(forge({ alg: 'none' }, claims).replace(/[^.]*$/, ''))), refused, 'none');
});
