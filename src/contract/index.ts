/** The contract engine: all that the rest of the server uses of it. */
export { bindHandlers, type BoundHandlers } from './bound-handlers.ts';
export { answerClientError, answerExpectation } from './client-error.ts';
export type { CompiledContract } from './compiled.ts';
export { toUtcDateTime } from './date-time.ts';
export { readContract, type Contract } from './document.ts';
export { createErrorHandler } from './error-handler.ts';
export { countHeader } from './header-count.ts';
export { JsonText } from './json-text.ts';
export { mountContract, type MountOptions } from './mount.ts';
export type { Answer, OperationHandler, OperationHandlers, OperationId, OperationRequest } from './operation.ts';
export type { Rate, RateLimiter } from './rate-limit.ts';
export { sendAnswer, type HandlerAnswer } from './send.ts';
export type { SecurityHandlers } from './security.ts';
export { allowedMethods, mountUndeclaredMethods } from './undeclared-methods.ts';
