import t from 'tap';
import { requireCompactForm } from '../../src/auth/compact-form.ts';
import { refusalOf, refused } from './requests.ts';

t.test('accepts a token in its only valid spelling', async (t) => {
  for (const token of ['abcd.efgh.ijkl', 'aZ09.-_-_.AZaz', 'AA.AQ.Ag', 'Aw.AAA.AAE', 'abc.defg.hi8']) {
    t.doesNotThrow(() => requireCompactForm(token), token);
  }
});

t.test('refuses every other text', async (t) => {
  const cases: Readonly<Record<string, string>> = {
    empty: '',
    'an opaque token': 'mF_9.B5f-4.1JqM~+/==',
    'one segment': 'abcd',
    'two segments': 'abcd.efgh',
    'four segments': 'abcd.efgh.ijkl.mnop',
    'an empty header': '.efgh.ijkl',
    'no claims': 'abcd..ijkl',
    'no signature': 'abcd.efgh.',
    'dots alone': '..',
    padding: 'abc.defg.hi8=',
    'base64 in place of base64url': 'ab+/.efgh.ijkl',
    'an impossible length': 'abcd.efgh.ijklm',
    'spare bits after the last byte of the signature': 'abc.defg.hi9',
    'spare bits after the last byte of the claims': 'abcd.AB.ijkl',
    'spare bits after the last byte of the header': 'AAB.efgh.ijkl',
    'a blank': 'abcd.efgh.ij l',
    'a line break': 'abcd.efgh.ijkl\n',
  };
  for (const [name, token] of Object.entries(cases)) {
    t.same(await refusalOf(() => requireCompactForm(token)), refused, name);
  }
});
