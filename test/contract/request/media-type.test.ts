import t from 'tap';
import { accepts, matchContentType } from '../../../src/contract/request/media-type.ts';

const json = 'application/json';

const contentTypes: readonly (readonly [header: string | undefined, matches: boolean])[] = [
  ['application/json', true],
  ['Application/JSON', true],
  [' application/json ', true],
  ['application/json;', true],
  ['application/json; charset=utf-8', true],
  ['application/json;charset=UTF-8', true],
  ['application/json; charset="utf-8"', true],
  ['application/json; boundary=x', true],
  ['application/json; charset=utf8', true],
  ['application/json;charset=UTF8', true],
  ['APPLICATION/JSON; CHARSET="UTF-8"; version=1', true],
  ['application/json; profile="a;b=c,d"; charset=utf-8', true],
  ['application/json; charset="iso-8859-1"', false],
  ['application/json; charset=utf-16le', false],
  ['application/json; charset=utf-8; charset=utf-16', false],
  ['application/json; charset=utf-16; charset=utf-8', false],
  ['application/json; charset=latin1', false],
  ['application/json; charset=utf-16', false],
  ['application/json, text/plain', false],
  ['application/problem+json', false],
  ['application/vnd.api+json', false],
  ['application/jsonp', false],
  ['application/x-www-form-urlencoded', false],
  ['multipart/form-data; boundary=x', false],
  ['text/plain', false],
  ['text/json', false],
  ['application/*', false],
  ['*/*', false],
  ['json', false],
  ['', false],
  [undefined, false],
];

const accepted: readonly (readonly [header: string | undefined, matches: boolean])[] = [
  [undefined, true],
  ['*/*', true],
  ['application/json', true],
  ['APPLICATION/JSON', true],
  ['application/*', true],
  ['application/json;q=0.001', true],
  ['text/html, application/json', true],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
  ['text/html, */*;q=0.1', true],
  ['application/json, text/plain, */*', true],
  ['application/json;version=1', true],
  ['application/json; version=1; charset=utf8; q=0.5', true],
  ['application/json; profile="https://a.example/b,c;q=0"', true],
  ['application/json;odata.metadata=minimal;IEEE754Compatible=true', true],
  ['application/json;q=0.5;level=1', true],
  ['text/html;level=1, application/*;v=2;q=0.1', true],
  ['application/json; charset="UTF-8"', true],
  ['application/json;version=1;q=0', false],
  ['application/json; charset=utf-16', false],
  ['application/json; charset=iso-8859-1', false],
  ['application/xml;version=1', false],
  ['application/json;q=0', false],
  ['*/*;q=0', false],
  ['*/*, application/json;q=0', false],
  ['text/html', false],
  ['text/*', false],
  ['application/xml', false],
  ['application/problem+json', false],
  ['nonsense', false],
];

t.test('matches a Content-Type with a declared media type', async (t) => {
  for (const [header, matches] of contentTypes) {
    t.equal(matchContentType(header, [json]), matches ? json : undefined, String(header));
  }
  t.equal(matchContentType('text/csv', [json, 'text/csv']), 'text/csv');
  t.equal(matchContentType('application/json', []), undefined, 'no body is declared');
});

t.test('decides if an Accept header allows a media type', async (t) => {
  for (const [header, matches] of accepted) t.equal(accepts(header, [json]), matches, String(header));
  t.equal(accepts('text/csv', [json, 'text/csv']), true);
});

t.test('accepts an explicit charset of UTF-8: JSON is UTF-8', async (t) => {
  for (const header of ['application/json; charset=utf-8', 'application/json;charset=UTF-8']) {
    t.equal(accepts(header, [json]), true, header);
  }
});
