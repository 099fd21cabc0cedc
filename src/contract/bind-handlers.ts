import type { FastifyRequest } from 'fastify';
import type { Principal } from '../auth/index.ts';
import type { OperationHandlers } from './types/handler.ts';
import type { HandlerAnswer } from './response/send-answer.ts';

/** A request whose values have been held against the contract, as the engine hands it on. */
interface CheckedRequest {
  readonly principal: Principal | undefined;
  readonly path: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** The code of one operation as the engine calls it. */
export type BoundHandler = (checked: CheckedRequest, request: FastifyRequest) => Promise<HandlerAnswer>;

/** By operation. */
export type BoundHandlers = ReadonlyMap<string, BoundHandler>;

/** A handler of any operation. That the values fit is what the request check makes sure of before it is called. */
type UntypedHandler<Services> = (checked: CheckedRequest, services: Services) => Promise<HandlerAnswer>;

/** Binds the handlers to what each of them is handed beside the request. */
export function bindHandlers<Services>(handlers: OperationHandlers<Services>, services: Services): BoundHandlers {
  // The types of the handlers were proved by the compiler; by name, they can only be called as what they have in common.
  const untyped = Object.entries(handlers as Record<string, UntypedHandler<Services>>);
  return new Map(untyped.map(([id, handle]) => [id, (checked) => handle(checked, services)]));
}
