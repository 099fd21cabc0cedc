// Made by "npm run generate" from openapi/tasks.yaml. Do not edit.

/** The route of each operation, and the types of the problems that it declares. */
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
      '/problems/not-acceptable',
      '/problems/service-unavailable',
      '/problems/too-many-requests',
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
      '/problems/not-acceptable',
      '/problems/request-in-progress',
      '/problems/service-unavailable',
      '/problems/too-many-requests',
      '/problems/unsupported-media-type',
      '/problems/validation-failed',
    ],
  },
  clearCompletedTasks: {
    method: 'DELETE',
    path: '/api/{user_id}/tasks',
    problems: [
      '/problems/forbidden',
      '/problems/internal-error',
      '/problems/invalid-query',
      '/problems/invalid-token',
      '/problems/not-acceptable',
      '/problems/service-unavailable',
      '/problems/too-many-requests',
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
      '/problems/not-acceptable',
      '/problems/service-unavailable',
      '/problems/task-not-found',
      '/problems/too-many-requests',
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
      '/problems/not-acceptable',
      '/problems/precondition-failed',
      '/problems/service-unavailable',
      '/problems/task-not-found',
      '/problems/too-many-requests',
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
      '/problems/precondition-failed',
      '/problems/service-unavailable',
      '/problems/task-not-found',
      '/problems/too-many-requests',
      '/problems/unsupported-media-type',
      '/problems/validation-failed',
    ],
  },
  patchTask: {
    method: 'PATCH',
    path: '/api/{user_id}/tasks/{id}',
    problems: [
      '/problems/content-too-large',
      '/problems/forbidden',
      '/problems/internal-error',
      '/problems/invalid-query',
      '/problems/invalid-token',
      '/problems/malformed-body',
      '/problems/not-acceptable',
      '/problems/precondition-failed',
      '/problems/request-in-progress',
      '/problems/service-unavailable',
      '/problems/task-not-found',
      '/problems/too-many-requests',
      '/problems/unsupported-media-type',
      '/problems/validation-failed',
    ],
  },
  toggleTaskCompletion: {
    method: 'PATCH',
    path: '/api/{user_id}/tasks/{id}/complete',
    problems: [
      '/problems/content-too-large',
      '/problems/forbidden',
      '/problems/internal-error',
      '/problems/invalid-query',
      '/problems/invalid-token',
      '/problems/malformed-body',
      '/problems/not-acceptable',
      '/problems/precondition-failed',
      '/problems/request-in-progress',
      '/problems/service-unavailable',
      '/problems/task-not-found',
      '/problems/too-many-requests',
      '/problems/unsupported-media-type',
      '/problems/validation-failed',
    ],
  },
  listChanges: {
    method: 'GET',
    path: '/api/{user_id}/changes',
    problems: [
      '/problems/changes-gone',
      '/problems/forbidden',
      '/problems/internal-error',
      '/problems/invalid-query',
      '/problems/invalid-token',
      '/problems/not-acceptable',
      '/problems/service-unavailable',
      '/problems/too-many-requests',
      '/problems/validation-failed',
    ],
  },
  listTags: {
    method: 'GET',
    path: '/api/{user_id}/tags',
    problems: [
      '/problems/forbidden',
      '/problems/internal-error',
      '/problems/invalid-query',
      '/problems/invalid-token',
      '/problems/not-acceptable',
      '/problems/service-unavailable',
      '/problems/too-many-requests',
      '/problems/validation-failed',
    ],
  },
  getStats: {
    method: 'GET',
    path: '/api/{user_id}/stats',
    problems: [
      '/problems/forbidden',
      '/problems/internal-error',
      '/problems/invalid-query',
      '/problems/invalid-token',
      '/problems/not-acceptable',
      '/problems/service-unavailable',
      '/problems/too-many-requests',
      '/problems/validation-failed',
    ],
  },
  getHealth: {
    method: 'GET',
    path: '/healthz',
    problems: [
      '/problems/internal-error',
      '/problems/invalid-query',
      '/problems/not-acceptable',
      '/problems/too-many-requests',
    ],
  },
  getReadiness: {
    method: 'GET',
    path: '/readyz',
    problems: [
      '/problems/internal-error',
      '/problems/invalid-query',
      '/problems/not-acceptable',
      '/problems/service-unavailable',
      '/problems/too-many-requests',
    ],
  },
} as const;

/** The query parameters of each operation that have a default. */
export interface QueryDefaults {
  readonly listTasks: 'status' | 'sort' | 'limit' | 'offset';
  readonly createTask: never;
  readonly clearCompletedTasks: never;
  readonly getTask: never;
  readonly updateTask: never;
  readonly deleteTask: never;
  readonly patchTask: never;
  readonly toggleTaskCompletion: never;
  readonly listChanges: 'since' | 'limit';
  readonly listTags: never;
  readonly getStats: never;
  readonly getHealth: never;
  readonly getReadiness: never;
}

/** The response headers that the engine sets, and never a handler (`x-engine` in the contract). */
export type EngineHeaderName =
  | 'RateLimit-Limit'
  | 'RateLimit-Remaining'
  | 'RateLimit-Reset'
  | 'Access-Control-Allow-Origin';

/** The operations that require a token. */
export type SecuredOperationId =
  | 'listTasks'
  | 'createTask'
  | 'clearCompletedTasks'
  | 'getTask'
  | 'updateTask'
  | 'deleteTask'
  | 'patchTask'
  | 'toggleTaskCompletion'
  | 'listChanges'
  | 'listTags'
  | 'getStats';

/** The security schemes of the contract. */
export type SecuritySchemeName = 'bearerAuth';
