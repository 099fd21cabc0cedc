import t from 'tap';
import { isEntityTags, readEntityTags } from '../../src/values/entity-tags.ts';

const strong = (opaque: string) => ({ isWeak: false, opaque });

t.test('reads * and lists of entity tags as RFC 9110 writes them', async (t) => {
  for (const [text, tags] of [
    ['*', '*'],
    [' \t* \t', '*'],
    ['"17"', [strong('17')]],
    ['""', [strong('')]],
    ['W/"17"', [{ isWeak: true, opaque: '17' }]],
    ['"1", W/"2" ,\t"3"', [strong('1'), { isWeak: true, opaque: '2' }, strong('3')]],
    [' , "1",, "2" ,', [strong('1'), strong('2')]],
    ['"a,b"', [strong('a,b')]],
    ['"!#~\x80\xa0\xff"', [strong('!#~\x80\xa0\xff')]],
  ] as const) {
    t.strictSame(readEntityTags(text), tags, text);
    t.equal(isEntityTags(text), true, text);
  }
});

t.test('refuses any other text', async (t) => {
  const broken = ['', ' ', ',', '17', "'17'", '"17', '17"', 'w/"17"', 'W/ "17"', 'W/17', 'W/', '"1" "2"', '"1""2"'];
  const mixed = ['* *', '*, "1"', '"1", *', '"1", 2', '**', '"*', '"a"b"'];
  const characters = ['" "', '"\t"', '"\x7f"', '"\0"', '"€"'];
  // Space that JavaScript trims, but that HTTP does not know.
  const spaces = ['\xa0*', '*\ufeff', '\n*', '\xa0"1"', '"1"\v'];
  for (const text of [...broken, ...mixed, ...characters, ...spaces]) {
    t.equal(readEntityTags(text), undefined, JSON.stringify(text));
    t.equal(isEntityTags(text), false, JSON.stringify(text));
  }
});
