import t from 'tap';
import { parseJson, repeatedMember } from '../../../src/contract/request/json-body.ts';

const repeated: readonly (readonly [text: string, name: string])[] = [
  ['{"a":1,"a":1}', 'a'],
  ['{"a":1,"b":2,"a":3}', 'a'],
  ['{"a":1,"\\u0061":2}', 'a'],
  ['{"\\"":1,"\\u0022":2}', '"'],
  ['{"":1,"":2}', ''],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ['{"constructor":1,"constructor":2}', 'constructor'],
  [' { "a" : [ { "b" : 1 , "b" : 2 } ] } ', 'b'],
  ['[{},{"a":{"b":{},"b":1}}]', 'b'],
  ['{"a":{"x":1},"a":2}', 'a'],
  ['{"a":[1,2,{"c":"}"}],"a":2}', 'a'],
];

const unambiguous = [
  'null',
  '"a"',
  '[]',
  '{}',
  '["a","a"]',
  '{"a":"a","b":"a"}',
  '{"a":{"a":{"a":1}}}',
  '[{"a":1},{"a":1}]',
  '{"a":"\\"a\\":1,","b":["a","a"]}',
  '{"a":"{\\"a\\":1}","A":"\\\\"}',
  '{"é":1,"e\u0301":2}',
  '{"a":1,"b":[{"a":1},{"b":2}],"c":{"a":1,"b":2}}',
  '{"toString":1,"hasOwnProperty":2}',
];

t.test('refuses a name that occurs twice in one object, in any spelling', async (t) => {
  for (const [text, name] of repeated) {
    t.equal(repeatedMember(text), name, text);
    t.throws(() => parseJson(Buffer.from(text)), { message: /stands twice in one object/ }, text);
  }
});

t.test('accepts a name that occurs once per object, or as a value', async (t) => {
  for (const text of unambiguous) {
    t.equal(repeatedMember(text), undefined, text);
    t.strictSame(parseJson(Buffer.from(text)), JSON.parse(text), text);
  }
});

t.test('names the repeated member in the refusal, shortened if long', async (t) => {
  const name = '💥'.repeat(10_000);
  t.throws(() => parseJson(Buffer.from('{"title":1,"title":2}')), { message: /"title" stands twice/ });
  t.throws(() => parseJson(Buffer.from(`{"${name}":1,"${name}":2}`)), { message: /^.{1,300}$/u });
});

t.test('does not recurse into nested values', async (t) => {
  const depth = 100_000;
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const) {
    t.equal(repeatedMember(`${open.repeat(depth)}1${close.repeat(depth)}`), undefined);
  }
});
