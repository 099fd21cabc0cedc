/** The contract engine: all that the rest of the server uses of it. */
export { answerClientError, answerExpectation } from './client-error.ts';
export { toUtcDateTime } from './date-time.ts';
export { readContract, type Contract } from './document.ts';
export { handleError } from './error-handler.ts';
export { mountContract } from './mount.ts';
export type { Answer, OperationHandler, OperationHandlers, OperationId, OperationRequest } from './operation.ts';
export { sendProblem } from './send.ts';
export type { SecurityHandlers } from './security.ts';
export { mountUndeclaredMethods } from './undeclared-methods.ts';
