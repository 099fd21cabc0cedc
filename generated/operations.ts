// Made by "npm run generate" from openapi/tasks.yaml. Do not edit.

/** Where each operation is, and the types of the problems that it declares. */
export const operationRoutes = {
  listTasks: {
    method: 'GET',
    path: '/api/{user_id}/tasks',
    problems: [
      '/problems/forbidden',
      '/problems/internal-error',
      '/problems/invalid-cursor',
      '/problems/invalid-query',
      '/problems/invalid-token',
      '/problems/malformed-path',
      '/problems/not-acceptable',
      '/problems/service-unavailable',
      '/problems/validation-failed',
    ],
  },
  createTask: {
    method: 'POST',
    path: '/api/{user_id}/tasks',
    problems: [
      '/problems/content-too-large',
      '/problems/forbidden',
      '/problems/internal-error',
      '/problems/invalid-query',
      '/problems/invalid-token',
      '/problems/malformed-body',
      '/problems/malformed-path',
      '/problems/not-acceptable',
      '/problems/service-unavailable',
      '/problems/unsupported-media-type',
      '/problems/validation-failed',
    ],
  },
  getTask: {
    method: 'GET',
    path: '/api/{user_id}/tasks/{id}',
    problems: [
      '/problems/forbidden',
      '/problems/internal-error',
      '/problems/invalid-query',
      '/problems/invalid-token',
      '/problems/malformed-path',
      '/problems/not-acceptable',
      '/problems/service-unavailable',
      '/problems/task-not-found',
      '/problems/validation-failed',
    ],
  },
  updateTask: {
    method: 'PUT',
    path: '/api/{user_id}/tasks/{id}',
    problems: [
      '/problems/content-too-large',
      '/problems/forbidden',
      '/problems/internal-error',
      '/problems/invalid-query',
      '/problems/invalid-token',
      '/problems/malformed-body',
      '/problems/malformed-path',
      '/problems/not-acceptable',
      '/problems/service-unavailable',
      '/problems/task-not-found',
      '/problems/unsupported-media-type',
      '/problems/validation-failed',
    ],
  },
  deleteTask: {
    method: 'DELETE',
    path: '/api/{user_id}/tasks/{id}',
    problems: [
      '/problems/forbidden',
      '/problems/internal-error',
      '/problems/invalid-query',
      '/problems/invalid-token',
      '/problems/malformed-path',
      '/problems/service-unavailable',
      '/problems/task-not-found',
      '/problems/unsupported-media-type',
      '/problems/validation-failed',
    ],
  },
  toggleTaskCompletion: {
    method: 'PATCH',
    path: '/api/{user_id}/tasks/{id}/complete',
    problems: [
      '/problems/forbidden',
      '/problems/internal-error',
      '/problems/invalid-query',
      '/problems/invalid-token',
      '/problems/malformed-path',
      '/problems/not-acceptable',
      '/problems/service-unavailable',
      '/problems/task-not-found',
      '/problems/unsupported-media-type',
      '/problems/validation-failed',
    ],
  },
  getHealth: {
    method: 'GET',
    path: '/healthz',
    problems: [
      '/problems/internal-error',
      '/problems/invalid-query',
      '/problems/malformed-path',
      '/problems/not-acceptable',
    ],
  },
  getReadiness: {
    method: 'GET',
    path: '/readyz',
    problems: [
      '/problems/internal-error',
      '/problems/invalid-query',
      '/problems/malformed-path',
      '/problems/not-acceptable',
      '/problems/service-unavailable',
    ],
  },
} as const;

/** The query parameters of each operation that a default fills in. */
export interface QueryDefaults {
  readonly listTasks: 'status' | 'sort' | 'limit' | 'offset';
  readonly createTask: never;
  readonly getTask: never;
  readonly updateTask: never;
  readonly deleteTask: never;
  readonly toggleTaskCompletion: never;
  readonly getHealth: never;
  readonly getReadiness: never;
}

/** The operations that ask for a token. */
export type SecuredOperationId = 'listTasks' | 'createTask' | 'getTask' | 'updateTask' | 'deleteTask' | 'toggleTaskCompletion';

/** The security schemes that the contract names. */
export type SecuritySchemeName = 'bearerAuth';
