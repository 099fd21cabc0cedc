import type { FastifyRequest } from 'fastify';
import type { Principal } from '../auth/index.ts';
import type { HandlerAnswer } from './response/send-answer.ts';
import type { OperationHandlers } from './types/handler.ts';

/** A validated request of any operation. */
interface CheckedRequest {
  readonly principal: Principal | undefined;
  readonly path: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
}

/** The handler of an operation as the engine calls it. */
export type BoundHandler = (checked: CheckedRequest, request: FastifyRequest) => Promise<HandlerAnswer>;

/** By operation id. */
export type BoundHandlers = ReadonlyMap<string, BoundHandler>;

/** A handler of any operation. The request check ensures that the values have the types of its operation. */
type UntypedHandler<Services> = (checked: CheckedRequest, services: Services) => Promise<HandlerAnswer>;

/** Binds the services to every handler. */
export function bindHandlers<Services>(handlers: OperationHandlers<Services>, services: Services): BoundHandlers {
  // TypeScript has checked each handler against its operation. A lookup by name needs the type they have in common.
  const untyped = Object.entries(handlers as Record<string, UntypedHandler<Services>>);
  return new Map(untyped.map(([id, handle]) => [id, (checked) => handle(checked, services)]));
}
