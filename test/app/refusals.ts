import type { ProblemType } from '../../src/values/problems.ts';
import type { TestRequest } from '../support/server.ts';

/** A situation, and how it is answered by a server whose database is away: none of these but the last touches it. */
export interface Refusal {
  readonly request: TestRequest;
  readonly status: number;
  readonly type: ProblemType;
  /** Header that the answer has to have. */
  readonly header?: string;
}

const json = { 'content-type': 'application/json' };
const task = '/api/alice/tasks/1';

/** Every problem of an answer to a request, but the two that only a database makes: task-not-found and internal-error. */
export const refusals: Readonly<Record<string, Refusal>> = {
  'no such path': { request: { url: '/nope' }, status: 404, type: '/problems/not-found' },
  'a method that is not declared': {
    request: { method: 'PATCH', url: task },
    status: 405,
    type: '/problems/method-not-allowed',
    header: 'allow',
  },
  'a malformed path': { request: { url: '/api/%zz/tasks' }, status: 400, type: '/problems/malformed-path' },
  'no token': { request: { url: task }, status: 401, type: '/problems/invalid-token', header: 'www-authenticate' },
  'a bad token': {
    request: { url: task, headers: { authorization: 'Bearer bad' } },
    status: 401,
    type: '/problems/invalid-token',
    header: 'www-authenticate',
  },
  "another user's path": { request: { as: 'bob', url: task }, status: 403, type: '/problems/forbidden' },
  'a query parameter that is not declared': {
    request: { as: 'alice', url: `${task}?colour=red` },
    status: 400,
    type: '/problems/invalid-query',
  },
  'a query parameter given twice': {
    request: { as: 'alice', url: '/api/alice/tasks?limit=1&limit=1' },
    status: 400,
    type: '/problems/invalid-query',
  },
  'a bad cursor': {
    request: { as: 'alice', url: '/api/alice/tasks?cursor=bad' },
    status: 400,
    type: '/problems/invalid-cursor',
  },
  'an Accept that allows nothing': {
    request: { as: 'alice', url: task, headers: { accept: 'text/html' } },
    status: 406,
    type: '/problems/not-acceptable',
  },
  'malformed JSON': {
    request: { as: 'alice', method: 'PUT', url: task, headers: json, payload: '{' },
    status: 400,
    type: '/problems/malformed-body',
  },
  'a body that is too large': {
    request: { as: 'alice', method: 'PUT', url: task, headers: json, payload: ' '.repeat(65_537) },
    status: 413,
    type: '/problems/content-too-large',
  },
  'a media type that is not declared': {
    request: { as: 'alice', method: 'PUT', url: task, headers: { 'content-type': 'text/plain' }, payload: '{}' },
    status: 415,
    type: '/problems/unsupported-media-type',
    header: 'accept',
  },
  'a body where none is declared': {
    request: { as: 'alice', method: 'DELETE', url: task, payload: {} },
    status: 415,
    type: '/problems/unsupported-media-type',
  },
  'a path that breaks the schema': {
    request: { as: 'alice', url: '/api/alice/tasks/first' },
    status: 422,
    type: '/problems/validation-failed',
  },
  'a query that breaks the schema': {
    request: { as: 'alice', url: '/api/alice/tasks?status=none&sort=none&limit=0&offset=-1' },
    status: 422,
    type: '/problems/validation-failed',
  },
  'a body that breaks the schema': {
    request: { as: 'alice', method: 'PUT', url: task, payload: { title: 5, colour: 'red' } },
    status: 422,
    type: '/problems/validation-failed',
  },
  'the database is away': {
    request: { as: 'alice', url: task },
    status: 503,
    type: '/problems/service-unavailable',
    header: 'retry-after',
  },
};
