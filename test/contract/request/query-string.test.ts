import t from 'tap';
import { parseQuery, type QueryTexts } from '../../../src/contract/request/query-string.ts';
import { ProblemError } from '../../../src/values/problems.ts';

const single = { maxItems: undefined };
const declared = new Map<string, { readonly maxItems: number | undefined }>([
  ...['q', 'limit', 'due date', 'é'].map((name) => [name, single] as const),
  ['tag', { maxItems: 3 }],
]);

const read: readonly (readonly [target: string, values: QueryTexts])[] = [
  ['/api', {}],
  ['/api?', {}],
  ['/api?&&', {}],
  ['/api?q=milk', { q: 'milk' }],
  ['/api?q=milk&limit=5', { q: 'milk', limit: '5' }],
  ['/api?&q=milk&', { q: 'milk' }],
  ['/api?q', { q: '' }],
  ['/api?q=', { q: '' }],
  ['/api?q=a=b', { q: 'a=b' }],
  ['/api?q=a?b', { q: 'a?b' }],
  ['/api?q=two+words', { q: 'two words' }],
  ['/api?q=two%20words', { q: 'two words' }],
  ['/api?q=1%2B1', { q: '1+1' }],
  ['/api?q=a%26limit%3D1', { q: 'a&limit=1' }],
  ['/api?q=%E2%82%AC', { q: '€' }],
  ['/api?q=%F0%9F%A5%9B', { q: '🥛' }],
  ['/api?q=%00', { q: '\0' }],
  ['/api?q=a;limit=1', { q: 'a;limit=1' }],
  ['/api?q=%2525', { q: '%25' }],
  ['/api?%71=milk', { q: 'milk' }],
  ['/api?due+date=x', { 'due date': 'x' }],
  ['/api?%C3%A9=x', { é: 'x' }],
  ['/api?tag=a', { tag: ['a'] }],
  ['/api?tag', { tag: [''] }],
  ['/api?tag=', { tag: [''] }],
  ['/api?tag=b&q=x&tag=a&%74ag=b', { tag: ['b', 'a', 'b'], q: 'x' }],
  ['/api?tag=a,b', { tag: ['a,b'] }],
  ['/api?tag=1&tag=2&tag=3&tag=4&tag=5&tag=6', { tag: ['1', '2', '3', '4'] }],
];

const refused: readonly (readonly [name: string, query: string, detail: RegExp])[] = [
  ['an undeclared name', 'colour=red', /"colour" is not supported/],
  ['a declared name in another case', 'Limit=1', /"Limit" is not supported/],
  ['brackets', 'q[]=a', /"q\[\]" is not supported/],
  ['brackets of a list', 'tag[]=a', /"tag\[\]" is not supported \(did you mean "tag"\?\)/],
  ['no name', '=a', /"" is not supported/],
  ['a property of every object', '__proto__=a', /"__proto__" is not supported/],
  ['a method of every object', 'toString=a', /"toString" is not supported/],
  ['a name twice', 'q=a&q=b', /"q" is given more than once/],
  ['a name twice with the same value', 'q=a&q=a', /"q" is given more than once/],
  ['a name twice in two spellings', 'q=a&%71=b', /"q" is given more than once/],
  ['a name twice, first without a value', 'q&q=b', /"q" is given more than once/],
  ['an invalid escape', 'q=%ZZ', /percent-encoded/],
  ['an invalid escape in a list', 'tag=a&tag=%ZZ', /percent-encoded/],
  ['half an escape', 'q=%4', /percent-encoded/],
  ['a percent sign', 'q=100%', /percent-encoded/],
  ['an escape that is not UTF-8', 'q=%FF', /percent-encoded/],
  ['an overlong escape', 'q=%C0%80', /percent-encoded/],
  ['a surrogate in UTF-8', 'q=%ED%A0%80', /percent-encoded/],
  ['a name that is not UTF-8', '%FF=a', /percent-encoded/],
  ['a second question mark', '?q=a', /"\?q" is not supported/],
  ['two undeclared names', 'colour=1&shape=2', /"colour" is not supported\. .*"shape" is not supported/],
  [
    'every kind at once',
    'a=1&q=1&q=2&limit=%ZZ&%ZZ=1',
    /"a" is .*"q" is .*"limit" is .*name of a query .*: q, limit, /,
  ],
  [
    'a misspelt name',
    'limt=1',
    /"limt" is not supported \(did you mean "limit"\?\)\. .* has: q, limit, due date, é, tag\.$/,
  ],
  ['a name in another style', 'dueDate=1', /did you mean "due date"\?/],
  ['more than a name', 'q_limit=1', /did you mean "limit"\?/],
  ['a name that is no misspelling', 'x=1', /"x" is not supported\./],
];

function refusal(query: string): ProblemError | undefined {
  try {
    parseQuery(`/api?${query}`, declared);
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  return undefined;
}

t.test('parses names and values', async (t) => {
  for (const [target, values] of read) t.strictSame({ ...parseQuery(target, declared) }, values, target);
});

t.test('parses what URLSearchParams writes', async (t) => {
  for (const q of ['a b+c&d=e', '50 % off', '"quoted" \\ ~!*()\'', 'ß€🥛', ' ', '\t\n', '#?/:@']) {
    const query = new URLSearchParams({ q, limit: '5' }).toString();
    t.strictSame({ ...parseQuery(`/api?${query}`, declared) }, { q, limit: '5' }, query);
  }
});

t.test('refuses with 400', async (t) => {
  for (const [name, query, detail] of refused) {
    const error = refusal(query);
    t.equal(error?.answer.problem, '/problems/invalid-query', name);
    t.equal(error?.answer.status, 400, name);
    t.match(error?.message, detail, name);
  }
});

t.test('names the faults of values too, if the query is refused', async (t) => {
  const parse = () => parseQuery('/api?a=1&q=x', declared, ({ q = '' }) => [`q was ${String(q)}.`]);
  t.throws(parse, {
    message: 'The query parameter "a" is not supported. q was x. This operation has: q, limit, due date, é, tag.',
  });
  t.throws(() => parseQuery('/api?a=1', new Map()), { message: /has no query parameters\.$/ });
  t.doesNotThrow(() => parseQuery('/api?q=x', declared, () => ['not asked']));
});

t.test('counts the faults that do not fit', async (t) => {
  const names = Array.from({ length: 2000 }, (_, index) => `name${index}=1`);
  const { message = '' } = refusal(names.join('&')) ?? {};
  t.match(message, /"name0" is not .*\d{4} more faults are not listed\. This operation has: /);
  t.ok(message.length <= 1000);
});

t.test('bounds the detail and keeps it well-formed for any name', async (t) => {
  for (const name of ['n'.repeat(10_000), '\u0001'.repeat(10_000), '🥛'.repeat(10_000), `x${'🥛'.repeat(100)}`]) {
    const message = refusal(`${encodeURIComponent(name)}=1`)?.message ?? '';
    t.ok(message.length > 0 && message.length <= 1000, `${message.length} characters`);
    t.ok(message.isWellFormed());
  }
});
