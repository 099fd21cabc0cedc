import t from 'tap';
import { isPortable } from '../../../scripts/contract/portable-patterns.ts';
import { compileAndCheck, having, matchRefusals } from '../../contract/compiled.ts';
import { changedContract, contractDocument } from '../../contract/document.ts';

const portable = ['', '^a$', '^[^<> ]+>; rel="next"$', '^[0-9]{4}-[0-9]{1,3}(\\.[a-z+-]*)?$', '^(a|b)*\\[\\^x?$'];

/** Patterns that some engine reads differently, or not at all. */
const others = [
  ...['^(?!\\s+$)a$', '(?=a)', '(?<=a)b', '(?<name>a)', '(?:a)', '(?i)a', '(a)\\1'],
  ...['[^\\u0000]', '[\\ud800-\\udfff]', '\\x41', '\\u{41}', '\\p{L}', '\\cA', '\\0'],
  ...['\\d+', '\\w', '\\s', '\\S', '\\b', '\\B', '[\\d]', '.', 'é', '[à-ü]', '\ud800', '\n'],
  ...['a{1,2000}', 'a{1001}', '[a&&b]', '[a--b~~c]', '[]', '[^]', '[[:alpha:]]', 'a{'],
];

t.test('tells patterns that every language reads alike', async (t) => {
  for (const pattern of portable) t.ok(isPortable(pattern), pattern);
  for (const pattern of others) t.notOk(isPortable(pattern), JSON.stringify(pattern));
});

const name = ['components', 'schemas', 'UserId'];

t.test('refuses a contract with another pattern, naming the place and the way out', async (t) => {
  const faulty = others.slice(0, 8).map((pattern) => [pattern, changedContract(name, having({ pattern }))] as const);
  const message = /cannot use\. Use ASCII[^]*describe it in words[^]*#\/components\/schemas\/UserId\/pattern: /;
  await matchRefusals(
    t,
    faulty.map(([pattern, document]) => [pattern, document, message]),
  );
  const member = changedContract(['components', 'schemas', 'TaskCreate', 'properties'], (properties) =>
    Object.assign(properties, { pattern: { type: 'string', maxLength: 9, examples: ['\\d'] } }),
  );
  await t.resolves(compileAndCheck(member), 'a member that is named pattern');
  await t.resolves(compileAndCheck(contractDocument()));
});
