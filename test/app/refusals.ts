import type { ProblemType } from '../../src/values/problems.ts';
import type { TestRequest } from '../support/server.ts';

/** A request, and its answer by a server whose database is away. Only the last request reaches the database. */
export interface Refusal {
  readonly request: TestRequest;
  readonly status: number;
  readonly type: ProblemType;
  /** A header that the answer must have. */
  readonly header?: string;
}

const json = { 'content-type': 'application/json' };
const task = '/api/alice/tasks/1';

/** Every problem of an HTTP request, except the two that need a database: task-not-found and internal-error. */
export const refusals: Readonly<Record<string, Refusal>> = {
  'an unknown path': { request: { url: '/nope' }, status: 404, type: '/problems/not-found' },
  'an undeclared method': {
    request: { method: 'POST', url: task },
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
  'an undeclared query parameter': {
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
  'an undeclared media type': {
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
