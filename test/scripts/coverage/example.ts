import type { Exchange } from '../../../scripts/coverage/exchange.ts';
import type { JsonObject } from '../../../scripts/coverage/json.ts';

/** A small contract that has every kind of item. */
export const example: JsonObject = {
  paths: {
    '/pets/{name}': {
      parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        operationId: 'getPet',
        parameters: [
          { name: 'kind', in: 'query', schema: { type: 'string', enum: ['cat', 'dog'], default: 'cat' } },
          { name: 'age', in: 'query', schema: { type: 'integer', maximum: 30 } },
          { name: 'toy', in: 'query', schema: { $ref: '#/components/schemas/Toys' } },
        ],
        responses: {
          200: {
            headers: { Link: { schema: { type: 'string' } }, 'Rate-Limit': { $ref: '#/components/headers/RateLimit' } },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
          },
          404: { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/NotFound' } } } },
        },
      },
      put: {
        operationId: 'putPet',
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/NewPet' } } } },
        responses: { 204: { description: 'Done.' } },
      },
    },
  },
  components: {
    headers: { RateLimit: { required: true, schema: { type: 'integer' } } },
    schemas: {
      Pet: {
        type: 'object',
        required: ['tags'],
        properties: {
          tags: { type: 'array', items: { oneOf: [{ $ref: '#/components/schemas/Colour' }, { type: 'null' }] } },
        },
      },
      Toys: { type: 'array', maxItems: 2, items: { type: 'integer', enum: [1, 2] } },
      Colour: { type: 'string', enum: ['red', 'blue'] },
      NewPet: {
        type: 'object',
        properties: { note: { type: ['string', 'null'] }, isTame: { type: 'boolean' } },
      },
      Problem: {
        type: 'object',
        required: ['type', 'status'],
        properties: { type: { type: 'string', enum: ['/forbidden', '/not-found'] }, status: { type: 'number' } },
      },
      NotFound: {
        allOf: [{ $ref: '#/components/schemas/Problem' }],
        properties: { type: { enum: ['/not-found', '/gone'] }, status: { type: 'integer', const: 404 } },
      },
    },
  },
};

/** The same contract, with answers that belong to no operation. */
export const exampleWithServer: JsonObject = {
  ...example,
  'x-server-responses': {
    400: { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
  },
};

/** A request for a pet that exists. */
export const found: Exchange = {
  method: 'GET',
  target: '/pets/Tom',
  requestHeaders: {},
  requestBody: '',
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8', 'rate-limit': '5', date: 'today' },
  body: '{"tags":["red"]}',
};

/** A request for a pet that does not exist. */
export const notFound: Exchange = {
  ...found,
  status: 404,
  headers: { 'Content-Type': 'application/problem+json' },
  body: '{"type":"/not-found","status":404}',
};

/** A request that stores a pet. */
export const stored: Exchange = {
  ...found,
  method: 'PUT',
  requestHeaders: { 'content-type': 'application/json' },
  requestBody: '{"note":null}',
  status: 204,
  headers: {},
  body: '',
};
