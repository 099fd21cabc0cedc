import t from 'tap';
import { operationRoutes } from '../../generated/operations.ts';
import { startServer, type TestRequest } from '../support/server.ts';
import { partOf, resolvedContract } from './document.ts';

/** Faulty requests for any operation. */
const requests: readonly (readonly [name: string, request: TestRequest])[] = [
  ['no token', {}],
  ['another user', { as: 'bob' }],
  ['an undeclared parameter', { as: 'alice', query: { colour: 'red' } }],
  ['JSON', { as: 'alice', payload: '{}', headers: { 'content-type': 'application/json' } }],
  ['invalid JSON', { as: 'alice', payload: '{', headers: { 'content-type': 'application/json' } }],
  ['a text', { as: 'alice', payload: 'x', headers: { 'content-type': 'text/plain' } }],
  ['bytes without a type', { as: 'alice', payload: 'x' }],
  ['a large body', { as: 'alice', payload: ' '.repeat(2 ** 21), headers: { 'content-type': 'application/json' } }],
  ['only an image', { as: 'alice', headers: { accept: 'image/png' } }],
  ['two tokens', { headers: { authorization: ['Bearer a', 'Bearer b'] } }],
];

t.test('answers faulty requests with a declared status, never 500', async (t) => {
  const server = await startServer(t);
  const contract = await resolvedContract();
  for (const [id, { method, path }] of Object.entries(operationRoutes)) {
    const { responses } = partOf(contract, ['paths', path, method.toLowerCase()]);
    const url = path.replace('{user_id}', 'alice').replace('{id}', '1');
    for (const [name, request] of requests) {
      const { statusCode } = await server.request({ ...request, method, url });
      t.ok(
        Object.keys(partOf(responses, [])).includes(String(statusCode)),
        `${id}, ${name}: ${statusCode} is declared`,
      );
      t.not(statusCode, 500, `${id}, ${name}`);
    }
  }
});
