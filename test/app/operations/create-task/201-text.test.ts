import t from 'tap';
import { startServer } from '../../../support/server.ts';
import { post, taskIn } from './posts.ts';

const texts = [
  ['white space at both ends', ' \t Buy milk \n'],
  ['line breaks of every kind', 'a\r\nb\rc\nd\u2028e\u2029f\u0085g'],
  ['control characters', '\u0001\u001f\u007f\u009f'],
  ['quotes and backslashes', `"it's" \\ \\\\ \\u0041 \\n \`$\{x}\``],
  ['HTML', '<script>alert("&amp;")</script><!-- -->'],
  ['SQL', "'; drop table tasks; --"],
  ['emoji of several code points', '👩‍👩‍👧‍👦 🇩🇪 👍🏽'],
  ['a combining character', 'e\u0301'],
  ['the same character, composed', '\u00e9'],
  ['a ligature and full-width letters', 'ﬁ ＡＢＣ'],
  ['right-to-left text with direction marks', '\u202eשלום\u202c مرحبا \u200f'],
  ['zero-width characters', '\ufeffa\u200bb\u200d'],
  ['noncharacters and private-use characters', '\ufffe\uffff\ue000\u{10ffff}'],
  ['the replacement character', '\ufffd'],
  ['format strings', '%s %d {0} ${title} $1 :id'],
  ['200 code points', 'x'.repeat(200)],
  ['200 code points of four bytes each', '😀'.repeat(200)],
  ['one character', '.'],
  ['a character after white space', `${' '.repeat(199)}x`],
  ['JSON', '{"title":null}'],
  ['a keyword of SQL and JSON', 'null'],
] as const;

t.test('stores and returns text as it was sent', async (t) => {
  const server = await startServer(t);
  for (const [name, text] of texts) {
    const { id, title, description } = taskIn(await post(server, { title: text, description: text }));
    t.equal(title, text, name);
    t.equal(description, text, name);
    const found = await server.request({ as: 'alice', url: `/api/alice/tasks/${id}` });
    t.match(found.json(), { title: text, description: text }, name);
  }
});

t.test('accepts a description of white space alone, and one of 1,000 code points', async (t) => {
  const server = await startServer(t);
  for (const description of ['', ' ', '\n\t', 'x'.repeat(1000), '😀'.repeat(1000), 'e\u0301'.repeat(500)]) {
    t.equal(taskIn(await post(server, { title: 'x', description })).description, description);
  }
});
