// Made by "npm run generate" from openapi/tasks.yaml. Do not edit.

/** Where each operation is. */
export const operationRoutes = {
  listTasks: { method: 'GET', path: '/api/{user_id}/tasks' },
  createTask: { method: 'POST', path: '/api/{user_id}/tasks' },
  getTask: { method: 'GET', path: '/api/{user_id}/tasks/{id}' },
  updateTask: { method: 'PUT', path: '/api/{user_id}/tasks/{id}' },
  deleteTask: { method: 'DELETE', path: '/api/{user_id}/tasks/{id}' },
  toggleTaskCompletion: { method: 'PATCH', path: '/api/{user_id}/tasks/{id}/complete' },
  getHealth: { method: 'GET', path: '/healthz' },
  getReadiness: { method: 'GET', path: '/readyz' },
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
