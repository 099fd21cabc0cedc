/**
 * The contract engine: serves a compiled contract with typed handlers. request-pipeline.ts lists the steps of a
 * request.
 */
export { bindHandlers, type BoundHandlers } from './bind-handlers.ts';
export { parserProblem, sendFinalAnswer, writeFinalAnswer, type FinalAnswerOptions } from './refusals/final-answers.ts';
export { createShedding } from './refusals/shedding.ts';
export type { CompiledContract } from './types/compiled.ts';
export { readContract, type Contract } from './read-contract.ts';
export { RefusalLog } from './refusals/refusal-log.ts';
export { createErrorHandler } from './refusals/error-handler.ts';
export { mountContract, type MountOptions } from './mount.ts';
export type { Answer, OperationHandler, OperationHandlers, OperationId, OperationRequest } from './types/handler.ts';
export { validationFailed } from './request/faults.ts';
export type { Rate, RateLimiter } from './request/rate-limit.ts';
export { sendAnswer, type HandlerAnswer } from './response/send-answer.ts';
export type { ExplainRefusal, SecurityHandlers } from './types/security-handler.ts';
export { refuseUndeclaredPaths, type RefusePath } from './refusals/undeclared-paths.ts';
export { allowedMethods, mountUndeclaredMethods } from './refusals/undeclared-methods.ts';
