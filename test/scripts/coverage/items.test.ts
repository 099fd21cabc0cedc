import t from 'tap';
import { declaredItems } from '../../../scripts/coverage/items.ts';
import type { JsonObject } from '../../../scripts/coverage/json.ts';
import { readDeclared } from '../../../scripts/coverage/read-declared.ts';
import { example, exampleWithServer } from './example.ts';

const idsOf = (document: JsonObject): string[] => declaredItems(readDeclared(document)).map(({ id }) => id);

t.test('lists everything that a contract declares, in its order', async (t) => {
  t.strictSame(idsOf(example), [
    'getPet',
    'getPet path name',
    'getPet query kind',
    'getPet query kind absent (default)',
    'getPet query kind = cat',
    'getPet query kind = dog',
    'getPet query age',
    'getPet query age absent',
    'getPet query toy',
    'getPet query toy absent',
    'getPet query toy non-empty',
    'getPet query toy /[] = 1',
    'getPet query toy /[] = 2',
    'getPet 200',
    'getPet 200 header Link',
    'getPet 200 header Link absent',
    'getPet 200 header Rate-Limit',
    'getPet 200 application/json',
    'getPet 200 application/json /tags',
    'getPet 200 application/json /tags empty',
    'getPet 200 application/json /tags non-empty',
    'getPet 200 application/json /tags/[] oneOf Colour',
    'getPet 200 application/json /tags/[] oneOf Colour = red',
    'getPet 200 application/json /tags/[] oneOf Colour = blue',
    'getPet 200 application/json /tags/[] oneOf 2',
    'getPet 404',
    'getPet 404 application/problem+json',
    'getPet 404 application/problem+json /type',
    'getPet 404 application/problem+json /type = /not-found',
    'getPet 404 application/problem+json /status',
    'getPet 404 application/problem+json /status = 404',
    'putPet',
    'putPet path name',
    'putPet body absent',
    'putPet body application/json',
    'putPet body application/json /note',
    'putPet body application/json /note absent',
    'putPet body application/json /note type string',
    'putPet body application/json /note type null',
    'putPet body application/json /isTame',
    'putPet body application/json /isTame absent',
    'putPet body application/json /isTame = true',
    'putPet body application/json /isTame = false',
    'putPet 204',
  ]);
});

t.test('lists answers of no operation under "server"', async (t) => {
  t.strictSame(idsOf(exampleWithServer).slice(idsOf(example).length), [
    'server 400',
    'server 400 application/problem+json',
    'server 400 application/problem+json /type',
    'server 400 application/problem+json /type = /forbidden',
    'server 400 application/problem+json /type = /not-found',
    'server 400 application/problem+json /status',
  ]);
});

/** A contract with one request body. */
function withBody(schema: JsonObject, schemas: JsonObject = {}): JsonObject {
  const requestBody = { required: true, content: { 'application/json': { schema } } };
  return { paths: { '/': { post: { operationId: 'post', requestBody } } }, components: { schemas } };
}

const bodies: Readonly<Record<string, readonly [schema: JsonObject, ...items: string[]]>> = {
  'types that two schemas name are intersected': [
    { type: ['number', 'string', 'null'], allOf: [{ type: ['integer', 'null'] }] },
    ' type integer',
    ' type null',
  ],
  'values that no type allows are left out': [{ type: 'string', enum: ['a', null, 1] }, ' = a'],
  'an empty text is quoted': [{ const: '' }, ' = ""'],
  'a list with minItems has no empty branch': [{ type: 'array', minItems: 1, items: { type: 'string' } }, ' non-empty'],
  'a choice between objects': [
    { anyOf: [{ required: ['a'], properties: { a: {} } }, { properties: { b: {} } }] },
    ' anyOf 1',
    ' anyOf 1 /a',
    ' anyOf 2',
    ' anyOf 2 /b',
    ' anyOf 2 /b absent',
  ],
};

for (const [what, [schema, ...items]] of Object.entries(bodies)) {
  t.test(what, async (t) => {
    const body = 'post body application/json';
    t.strictSame(idsOf(withBody(schema)), ['post', body, ...items.map((item) => `${body}${item}`)]);
  });
}

t.test('refuses a schema that cannot be counted', async (t) => {
  const tree = { properties: { children: { items: { $ref: '#/components/schemas/Tree' } } } };
  t.throws(() => idsOf(withBody({ $ref: '#/components/schemas/Tree' }, { Tree: tree })), {
    message: /contains itself/,
  });
  t.throws(() => idsOf(withBody({ patternProperties: {} })), { message: /keyword patternProperties/ });
  t.throws(() => idsOf(withBody({ $ref: '#/components/schemas/None' })), {
    message: /no #\/components\/schemas\/None/,
  });
  const list = { type: 'array', items: {} };
  for (const parameter of [
    { in: 'header', schema: list },
    { in: 'query', schema: list, explode: false },
    { in: 'query', schema: list, style: 'pipeDelimited' },
    { in: 'query', schema: { ...list, type: ['array', 'null'] } },
  ]) {
    const parameters = [{ name: 'toy', ...parameter }];
    const document = { paths: { '/': { get: { operationId: 'get', parameters } } } };
    t.throws(() => idsOf(document), { message: /lists such as get (query|header) toy/ }, JSON.stringify(parameter));
  }
  const range = { paths: { '/': { get: { operationId: 'get', responses: { '4XX': {} } } } } };
  t.throws(() => idsOf(range), { message: /get declares 4XX/ });
});
