import type { FastifyInstance } from 'fastify';
import type { Principal } from '../auth/index.ts';
import type { BoundHandlers } from './bind-handlers.ts';
import { checkHandlers } from './check-handlers.ts';
import { checkEngineRefusals } from './refusals/check-engine-refusals.ts';
import { mountUndeclaredMethods, routeEveryMethod } from './refusals/undeclared-methods.ts';
import { requestPipeline, type PipelineOptions } from './request-pipeline.ts';
import type { RequestForm } from './request/form.ts';
import type { CompiledContract, CompiledOperation } from './types/compiled.ts';
import type { SecurityHandler, SecurityHandlers } from './types/security-handler.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The user of the token. Undefined before authentication and for public operations. */
    principal: Principal | undefined;
    /** Set by the form step, before the body is read. */
    form: RequestForm | undefined;
  }
  interface FastifyContextConfig {
    /** The operation that the route serves. Absent on routes outside the contract. */
    operation?: CompiledOperation;
  }
}

/** A contract, its handlers, and what their pipelines share. */
export interface MountOptions extends Pick<PipelineOptions, 'rateLimiter' | 'translateError' | 'explainsToClients'> {
  readonly contract: CompiledContract;
  readonly handlers: BoundHandlers;
  readonly securityHandlers: SecurityHandlers;
}

/** Makes Fastify pass on every body as bytes. The engine reads it after the request's form is known. */
function bufferBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));
}

/**
 * Mounts every operation of the contract on Fastify's router. request-pipeline.ts lists the steps of a request.
 *
 * @throws Error naming the operation, if the contract and the handlers do not match
 */
export function mountContract(app: FastifyInstance, options: MountOptions): void {
  const { contract, handlers, securityHandlers } = options;
  checkHandlers(contract, { operations: [...handlers.keys()], securitySchemes: Object.keys(securityHandlers) });
  checkEngineRefusals(contract);
  const authenticators = new Map<string, SecurityHandler>(Object.entries(securityHandlers));

  app.decorateRequest('principal', undefined);
  app.decorateRequest('form', undefined);
  routeEveryMethod(app);
  bufferBodies(app);

  for (const operation of contract.operations) {
    const handle = handlers.get(operation.id);
    if (!handle) throw new Error(`The operation ${operation.id} has no handler.`);
    const authenticate = operation.security === undefined ? undefined : authenticators.get(operation.security);
    app.route(requestPipeline(operation, { ...options, handle, authenticate }));
  }
  for (const path of new Set(contract.operations.map((operation) => operation.path))) {
    const methods = contract.operations.filter((operation) => operation.path === path).map(({ method }) => method);
    mountUndeclaredMethods(app, path, methods, contract.serverResponses);
  }
}
