import t from 'tap';
import { ContractBreach } from '../../../scripts/coverage/breach.ts';
import type { Exchange } from '../../../scripts/coverage/exchange.ts';
import { declaredItems } from '../../../scripts/coverage/items.ts';
import { observe } from '../../../scripts/coverage/observe.ts';
import { readDeclared } from '../../../scripts/coverage/read-declared.ts';
import { example, exampleWithServer, found, notFound, stored } from './example.ts';

const contract = readDeclared(example);
const known = new Set(declaredItems(contract).map(({ id }) => id));

/** Exchanges that the contract allows, and the items that they exercise beside the operation and its parameter. */
const seen: Readonly<Record<string, readonly [Partial<Exchange>, ...items: string[]]>> = {
  'an answer': [
    found,
    'query kind absent (default)',
    'query age absent',
    'query toy absent',
    '200',
    '200 header Link absent',
    '200 header Rate-Limit',
    '200 application/json',
    '200 application/json /tags',
    '200 application/json /tags non-empty',
    '200 application/json /tags/[] oneOf Colour',
    '200 application/json /tags/[] oneOf Colour = red',
  ],
  'other branches': [
    {
      ...found,
      target: '/pets/Tom?kind=dog&toy=2&age=3&toy=2',
      headers: { ...found.headers, link: ['a', 'b'] },
      body: '{"tags":[null]}',
    },
    'query kind',
    'query kind = dog',
    'query age',
    'query toy',
    'query toy non-empty',
    'query toy /[] = 2',
    '200',
    '200 header Link',
    '200 header Rate-Limit',
    '200 application/json',
    '200 application/json /tags',
    '200 application/json /tags non-empty',
    '200 application/json /tags/[] oneOf 2',
  ],
  'the answer to HEAD, which has no body': [
    { ...found, method: 'HEAD', body: '' },
    'query kind absent (default)',
    'query age absent',
    'query toy absent',
    '200',
    '200 header Link absent',
    '200 header Rate-Limit',
  ],
};

for (const [what, [exchange, ...items]] of Object.entries(seen)) {
  t.test(`lists the items of ${what}`, async (t) => {
    const observed = [...observe(contract, { ...found, ...exchange })];
    t.strictSame(observed.sort(), ['getPet', ...['path name', ...items].map((item) => `getPet ${item}`)].sort());
    t.strictSame(
      observed.filter((item) => !known.has(item)),
      [],
      'all of it is declared',
    );
  });
}

t.test('lists no items of a refused request, whose values may not have been read', async (t) => {
  t.strictSame([...observe(contract, { ...notFound, target: '/pets/7?kind=dog' })].sort(), [
    'getPet',
    'getPet 404',
    'getPet 404 application/problem+json',
    'getPet 404 application/problem+json /status',
    'getPet 404 application/problem+json /status = 404',
    'getPet 404 application/problem+json /type',
    'getPet 404 application/problem+json /type = /not-found',
  ]);
});

t.test('lists the items of a request body', async (t) => {
  const bodyOf = (requestBody: string | undefined) =>
    [...observe(contract, { ...stored, requestBody })].filter((item) => item.startsWith('putPet body '));
  t.strictSame(bodyOf('{"note":null,"isTame":true}').sort(), [
    'putPet body application/json',
    'putPet body application/json /isTame',
    'putPet body application/json /isTame = true',
    'putPet body application/json /note',
    'putPet body application/json /note type null',
  ]);
  t.strictSame(bodyOf('{}').sort(), [
    'putPet body application/json',
    'putPet body application/json /isTame absent',
    'putPet body application/json /note absent',
  ]);
  t.strictSame(bodyOf(''), ['putPet body absent']);
  t.strictSame(bodyOf(undefined), [], 'of a stream nothing is known');
});

const breaches: Readonly<Record<string, readonly [Partial<Exchange>, RegExp]>> = {
  'a status': [{ status: 418 }, /^GET \/pets\/Tom was answered 418: getPet does not declare this status\.$/],
  'a header': [{ headers: { ...found.headers, 'x-inner': '1' } }, /getPet 200 does not declare the header x-inner/],
  'a required header that is absent': [
    { headers: { 'content-type': 'application/json' } },
    /getPet 200 header Rate-Limit is required and absent/,
  ],
  "a header's value": [{ headers: { ...found.headers, 'rate-limit': '05' } }, /Rate-Limit: "05" breaks its schema/],
  'a media type': [
    { headers: { ...found.headers, 'content-type': 'text/html' } },
    /getPet 200 does not declare the media type text\/html/,
  ],
  'no media type': [{ headers: { 'rate-limit': '5' } }, /getPet 200 does not declare the media type \(none\)/],
  'a body': [{ body: '{"tags":["green"]}' }, /getPet 200 application\/json: the body breaks its schema: .*\/tags\/0/],
  'a body that is not JSON': [{ body: '{"tags":' }, /the body is not JSON/],
  'a body of a HEAD': [{ method: 'HEAD' }, /getPet 200 does not declare a body/],
  'a body of a response without one': [{ ...stored, body: 'x' }, /putPet 204 does not declare a body/],
  'a problem of another kind': [{ ...notFound, body: '{"type":"/forbidden","status":404}' }, /breaks its schema/],
  'a success with an undeclared query parameter': [
    { target: '/pets/Tom?colour=red' },
    /does not declare the query colour/,
  ],
  'a success with an invalid value': [{ target: '/pets/Tom?age=31' }, /getPet query age: "31" breaks its schema/],
  'a success with an invalid item': [
    { target: '/pets/Tom?toy=1&toy=3' },
    /query toy: \["1","3"\] breaks its schema: \/1/,
  ],
  'a success with too many items': [{ target: '/pets/Tom?toy=1&toy=1&toy=1' }, /query toy: .* breaks its schema/],
  'a success with a repeated parameter': [{ target: '/pets/Tom?age=3&age=3' }, /query age is given more than once/],
  'a success with an invalid body': [
    { ...stored, requestBody: '{"isTame":1}' },
    /putPet body application\/json breaks its schema/,
  ],
  'a success with an undeclared media type': [
    { ...stored, requestHeaders: { 'content-type': 'text/plain' } },
    /putPet does not declare a body of text\/plain/,
  ],
};

for (const [what, [exchange, message]] of Object.entries(breaches)) {
  t.test(`reports a breach: ${what}`, async (t) => {
    t.throws(() => observe(contract, { ...found, ...exchange }), { name: 'ContractBreach', message });
  });
}

t.test('observes answers outside the operations', async (t) => {
  const withServer = readDeclared(exampleWithServer);
  const problem = { ...notFound, status: 400, target: '/nope', body: '{"type":"/forbidden","status":400}' };
  const items = [
    'server 400',
    'server 400 application/problem+json',
    'server 400 application/problem+json /type',
    'server 400 application/problem+json /status',
    'server 400 application/problem+json /type = /forbidden',
  ];
  t.strictSame([...observe(withServer, problem)].sort(), [...items].sort(), 'a problem is the server’s');
  t.strictSame([...observe(withServer, { ...problem, target: '/pets/Tom', method: 'POST' })].length, items.length);
  t.throws(() => observe(withServer, { ...problem, status: 405 }), /server does not declare this status/);
  t.strictSame([...observe(contract, problem)], [], 'nothing is known of it without x-server-responses');
  t.strictSame(
    [...observe(withServer, { ...found, target: '/docs' })],
    [],
    'the documentation is outside the contract',
  );
  const undeclared = /server does not declare this status/;
  t.throws(() => observe(withServer, { ...found, target: '/nope' }), undeclared, 'nothing else is');
  t.throws(() => observe(withServer, { ...found, target: '/pets/' }), undeclared, 'an empty parameter is none');

  const ofOperation = { ...problem, target: '/pets/Tom' };
  t.throws(() => observe(withServer, ofOperation), ContractBreach, 'an operation answers what it declares');
  const handwritten = { ...ofOperation, handwritten: true };
  t.strictSame(
    [...observe(withServer, handwritten)].sort(),
    [...items].sort(),
    'what may be no request is the server’s',
  );
});
