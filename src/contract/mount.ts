import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../auth/index.ts';
import { problem, ProblemError } from '../values/problems.ts';
import type { BoundHandler, BoundHandlers } from './bind-handlers.ts';
import { checkCodeNames } from './check-handlers.ts';
import type { CompiledContract, CompiledOperation } from './types/compiled.ts';
import { checkEngineRefusals } from './refusals/check-engine-refusals.ts';
import { summarise } from './request/faults.ts';
import { applyRateLimit, type RateLimiter } from './request/rate-limit.ts';
import { checkRequest, readParameter } from './request/check-values.ts';
import { compileFormCheck, readBody, type RequestForm } from './request/form.ts';
import type { SecurityHandler, SecurityHandlers } from './types/security-handler.ts';
import { sendAnswer } from './response/send-answer.ts';
import {
  mountUndeclaredMethods,
  refuseEmptyParameters,
  routeEveryMethod,
  routePath,
} from './refusals/undeclared-methods.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom the token names. Undefined before authentication and where an operation asks for none. */
    principal: Principal | undefined;
    /** What was learnt of the request before its body was read. */
    form: RequestForm | undefined;
  }
  interface FastifyContextConfig {
    /** The operation that the route serves. Absent on routes outside the contract. */
    operation?: CompiledOperation;
  }
}

export interface MountOptions {
  readonly contract: CompiledContract;
  readonly handlers: BoundHandlers;
  readonly securityHandlers: SecurityHandlers;
  readonly rateLimiter: RateLimiter;
  /** Knows the errors of what the handlers use as problems; undefined for one that is unexpected. */
  readonly translateError: (error: unknown) => ProblemError | undefined;
}

function pathTexts(request: FastifyRequest): Readonly<Record<string, string>> {
  return request.params as Readonly<Record<string, string>>;
}

/** Token, rate, owner: before anything of the request is read, and none touches the database. */
function admission({ owner }: CompiledOperation, authenticate: SecurityHandler | undefined, limiter: RateLimiter) {
  const admit = (request: FastifyRequest, reply: FastifyReply, principal: Principal | undefined): void => {
    request.principal = principal;
    applyRateLimit(request, reply, limiter);
    if (owner !== undefined && pathTexts(request)[owner] !== principal?.userId) {
      throw new ProblemError('/problems/forbidden');
    }
  };
  const refuse = (request: FastifyRequest, reply: FastifyReply, reason: unknown): never => {
    // Whoever has no valid token is told to stop asking.
    applyRateLimit(request, reply, limiter);
    throw reason;
  };
  const admitLater = async (request: FastifyRequest, reply: FastifyReply, principal: Promise<Principal>) => {
    admit(request, reply, await principal.catch((reason: unknown) => refuse(request, reply, reason)));
  };
  const authenticated = (request: FastifyRequest, reply: FastifyReply) => {
    try {
      return authenticate?.(request.raw);
    } catch (reason) {
      return refuse(request, reply, reason);
    }
  };
  // At once wherever it can be: a promise is only waited for where a key has to be fetched.
  return (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    try {
      const principal = authenticated(request, reply);
      if (principal instanceof Promise) {
        admitLater(request, reply, principal).then(() => done(), done);
        return;
      }
      admit(request, reply, principal);
    } catch (error) {
      done(error instanceof Error ? error : new Error('A request was refused without an error.', { cause: error }));
      return;
    }
    done();
  };
}

function mountOperation(
  app: FastifyInstance,
  operation: CompiledOperation,
  handle: BoundHandler,
  authenticate: SecurityHandler | undefined,
  { translateError, rateLimiter }: MountOptions,
): void {
  const checkForm = compileFormCheck(operation);
  app.route({
    method: operation.method,
    url: routePath(operation.path),
    // One byte tells that there is a body where none is declared.
    bodyLimit: operation.body?.maxBytes ?? 1,
    config: { operation },
    onRequest: [refuseEmptyParameters, admission(operation, authenticate, rateLimiter)],
    preParsing(request, _reply, payload, done) {
      request.form = checkForm(request.raw);
      done(null, payload);
    },
    handler(request, reply) {
      const { query: queryTexts = {}, mediaType } = request.form ?? {};
      const path: Record<string, unknown> = {};
      for (const parameter of operation.pathParameters) {
        path[parameter.name] = readParameter(parameter, pathTexts(request)[parameter.name] ?? '');
      }
      const query: Record<string, unknown> = {};
      for (const parameter of operation.queryParameters) {
        const text = queryTexts[parameter.name];
        if (text !== undefined) query[parameter.name] = readParameter(parameter, text);
      }
      const body = readBody(request.body, mediaType);
      const faults = checkRequest(operation, { path, query, body }, mediaType);
      if (faults.length > 0) {
        const refusal = problem('/problems/validation-failed', { detail: summarise(faults), errors: faults });
        sendAnswer(request, reply, operation.responses, refusal);
        return;
      }
      const checked = { principal: request.principal, path, query, body };
      handle(checked, request)
        .then((answer) => sendAnswer(request, reply, operation.responses, answer))
        .catch((error: unknown) => reply.send(translateError(error) ?? error));
    },
  });
}

/**
 * Mounts every operation of the contract on Fastify's router: token → rate → owner → form → schema → handler → response
 * check.
 *
 * @throws before anything is served, naming the operation, where contract and code disagree
 */
export function mountContract(app: FastifyInstance, options: MountOptions): void {
  const { contract, handlers, securityHandlers } = options;
  checkCodeNames(contract, { handlers: [...handlers.keys()], securityHandlers: Object.keys(securityHandlers) });
  checkEngineRefusals(contract);
  const authenticators = new Map<string, SecurityHandler>(Object.entries(securityHandlers));

  app.decorateRequest('principal', undefined);
  app.decorateRequest('form', undefined);
  routeEveryMethod(app);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));

  for (const operation of contract.operations) {
    const handle = handlers.get(operation.id);
    const authenticate = operation.security === undefined ? undefined : authenticators.get(operation.security);
    if (!handle) throw new Error(`The operation ${operation.id} has no handler.`);
    mountOperation(app, operation, handle, authenticate, options);
  }
  for (const path of new Set(contract.operations.map((operation) => operation.path))) {
    const methods = contract.operations.filter((operation) => operation.path === path).map(({ method }) => method);
    mountUndeclaredMethods(app, path, methods, contract.serverResponses);
  }
}
