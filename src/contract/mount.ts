import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../auth/principal.ts';
import { ProblemError } from '../problems.ts';
import type { ContractDocument } from './document.ts';
import { checkEngineRefusals } from './engine-refusals.ts';
import { summarise } from './faults.ts';
import type { OperationHandlers } from './operation.ts';
import type { OperationPlan } from './plan.ts';
import { planOperations } from './registry.ts';
import { readParameter, requestCheckCompiler, type RequestCheck } from './request-check.ts';
import { compileFormCheck, readBody, type RequestForm } from './request-form.ts';
import { responseCheckCompiler, type ResponseCheck } from './response-check.ts';
import type { SecurityHandler, SecurityHandlers } from './security.ts';
import { sendChecked, type HandlerAnswer } from './send.ts';
import { mountUndeclaredMethods, refuseEmptyParameters, routeEveryMethod, routePath } from './undeclared-methods.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom the token names. Undefined before authentication and where an operation asks for none. */
    principal: Principal | undefined;
    /** What was learnt of the request before its body was read. */
    form: RequestForm | undefined;
  }
  interface FastifyContextConfig {
    /** The operation that the route serves. Absent on routes outside the contract. */
    operation?: MountedOperation;
  }
}

/** An operation with everything compiled that is compiled once. */
export interface MountedOperation extends OperationPlan {
  readonly checkRequest: RequestCheck;
  readonly checkResponse: ResponseCheck;
}

export interface MountOptions<Services> {
  readonly document: ContractDocument;
  readonly handlers: OperationHandlers<Services>;
  readonly securityHandlers: SecurityHandlers;
  /** Handed to every handler. */
  readonly services: Services;
  /** Knows the errors of what the handlers use as problems; undefined for one that is unexpected. */
  readonly translateError: (error: unknown) => ProblemError | undefined;
}

/** A handler as the engine calls it. That the values fit is what the request check has just made sure of. */
type UncheckedHandler<Services> = (
  request: { principal: Principal | undefined; path: unknown; query: unknown; body: unknown },
  services: Services,
) => Promise<HandlerAnswer>;

function pathTexts(request: FastifyRequest): Readonly<Record<string, string>> {
  return request.params as Readonly<Record<string, string>>;
}

/** Token, then owner: both before anything of the request is read, and neither touches the database. */
function authorisation({ owner }: OperationPlan, authenticate: SecurityHandler) {
  function admit(request: FastifyRequest, principal: Principal): void {
    if (owner !== undefined && pathTexts(request)[owner] !== principal.userId)
      throw new ProblemError('/problems/forbidden');
    request.principal = principal;
  }
  return (request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void => {
    const principal = authenticate(request.raw);
    if (!(principal instanceof Promise)) {
      admit(request, principal);
      done();
      return;
    }
    principal.then((known) => admit(request, known)).then(() => done(), done);
  };
}

function mountOperation<Services>(
  app: FastifyInstance,
  operation: MountedOperation,
  handle: UncheckedHandler<Services>,
  authenticate: SecurityHandler | undefined,
  { services, translateError }: MountOptions<Services>,
): void {
  const checkForm = compileFormCheck(operation);
  app.route({
    method: operation.method,
    url: routePath(operation.path),
    // One byte tells that there is a body where none is declared.
    bodyLimit: operation.body?.maxBytes ?? 1,
    config: { operation },
    onRequest: [refuseEmptyParameters, ...(authenticate ? [authorisation(operation, authenticate)] : [])],
    preParsing(request, _reply, payload, done) {
      request.form = checkForm(request.raw);
      done(null, payload);
    },
    async handler(request, reply) {
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
      const faults = operation.checkRequest({ path, query, body }, mediaType);
      if (faults.length > 0) {
        throw new ProblemError('/problems/validation-failed', { detail: summarise(faults), errors: faults });
      }
      const answer = await handle({ principal: request.principal, path, query, body }, services).catch(
        (error: unknown) => {
          throw translateError(error) ?? error;
        },
      );
      return sendChecked(request, reply, operation, answer);
    },
  });
}

/**
 * Mounts every operation of the contract on Fastify's router: token → owner → form → schema → handler → response check.
 *
 * @throws before anything is served, naming the operation, where contract and code disagree
 */
export async function mountContract<Services>(app: FastifyInstance, options: MountOptions<Services>): Promise<void> {
  const { document, handlers, securityHandlers } = options;
  const plans = await planOperations(document, {
    handlers: Object.keys(handlers),
    securityHandlers: Object.keys(securityHandlers),
  });
  // The types of the handlers were proved by the compiler; by name, they can only be called as what they have in common.
  const unchecked = new Map(Object.entries(handlers as Record<string, UncheckedHandler<Services>>));
  const authenticators = new Map<string, SecurityHandler>(Object.entries(securityHandlers));
  const compileRequestCheck = requestCheckCompiler();
  const compileResponseCheck = responseCheckCompiler();

  app.decorateRequest('principal', undefined);
  app.decorateRequest('form', undefined);
  routeEveryMethod(app);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));

  for (const plan of plans) {
    const handle = unchecked.get(plan.id);
    const authenticate = plan.security === undefined ? undefined : authenticators.get(plan.security);
    if (!handle) throw new Error(`The operation ${plan.id} has no handler.`);
    const operation = { ...plan, checkRequest: compileRequestCheck(plan), checkResponse: compileResponseCheck(plan) };
    checkEngineRefusals(operation, operation.checkResponse);
    mountOperation(app, operation, handle, authenticate, options);
  }
  for (const path of new Set(plans.map((plan) => plan.path))) {
    const methods = plans.filter((plan) => plan.path === path).map(({ method }) => method);
    mountUndeclaredMethods(app, path, methods);
  }
}
