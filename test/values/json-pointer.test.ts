import t from 'tap';
import { escapePointer } from '../../src/values/json-pointer.ts';

t.test('escapes ~ and / as RFC 6901 does', async (t) => {
  for (const [name, escaped] of [
    ['title', 'title'],
    ['a/b', 'a~1b'],
    ['m~n', 'm~0n'],
    ['~1', '~01'],
    ['/~/', '~1~0~1'],
    ['', ''],
  ] as const) {
    t.equal(escapePointer(name), escaped, name);
  }
});
