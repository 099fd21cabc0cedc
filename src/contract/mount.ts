import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Principal } from '../auth/principal.ts';
import { problem, ProblemError } from '../problems.ts';
import type { ContractDocument } from './document.ts';
import { summarise } from './faults.ts';
import type { OperationHandlers } from './operation.ts';
import type { OperationPlan } from './plan.ts';
import { planOperations } from './registry.ts';
import { readParameter, requestCheckCompiler, type RequestCheck } from './request-check.ts';
import { compileFormCheck, parseJson, type RequestForm } from './request-form.ts';
import { responseCheckCompiler, type ResponseCheck } from './response-check.ts';
import type { SecurityHandler, SecurityHandlers } from './security.ts';
import { sendChecked, sendProblem, type HandlerAnswer } from './send.ts';

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
}

/** A handler as the engine calls it. That the values fit is what the request check has just made sure of. */
type UncheckedHandler<Services> = (
  request: { principal: Principal | undefined; path: unknown; query: unknown; body: unknown },
  services: Services,
) => Promise<HandlerAnswer>;

const undeclaredMethods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** `/api/{user_id}/tasks` in Fastify's spelling. */
function routePath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function pathTexts(request: FastifyRequest): Readonly<Record<string, string>> {
  return request.params as Readonly<Record<string, string>>;
}

/** Token, then owner: both before anything of the request is read, and neither touches the database. */
function authorisation({ owner }: OperationPlan, authenticate: SecurityHandler) {
  function admit(request: FastifyRequest, principal: Principal): void {
    if (owner !== undefined && pathTexts(request)[owner] !== principal.userId) throw new ProblemError('/problems/forbidden');
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

/** A parameter is never empty: `/api/alice/tasks/` is no path of the contract, whatever the router makes of it. */
function refuseEmptyParameters(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  if (Object.values(pathTexts(request)).includes('')) reply.callNotFound();
  else done();
}

function mountOperation<Services>(
  app: FastifyInstance,
  operation: MountedOperation,
  handle: UncheckedHandler<Services>,
  authenticate: SecurityHandler | undefined,
  services: Services,
): void {
  const checkForm = compileFormCheck(operation);
  app.route({
    method: operation.method,
    url: routePath(operation.path),
    ...(operation.body ? { bodyLimit: operation.body.maxBytes } : {}),
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
      const body = mediaType !== undefined && Buffer.isBuffer(request.body) ? parseJson(request.body) : undefined;
      const faults = operation.checkRequest({ path, query, body }, mediaType);
      if (faults.length > 0) {
        throw new ProblemError('/problems/validation-failed', { detail: summarise(faults), errors: faults });
      }
      const answer = await handle({ principal: request.principal, path, query, body }, services);
      return sendChecked(request, reply, operation, answer);
    },
  });
}

/** Answers every other method of a declared path with 405 and `Allow` (RFC 9110, section 15.5.6). */
function mountUndeclaredMethods(app: FastifyInstance, path: string, operations: readonly OperationPlan[]): void {
  const declared = operations.filter((operation) => operation.path === path).map(({ method }) => method);
  // Fastify answers HEAD wherever it answers GET.
  const allowed = declared.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  app.route({
    method: undeclaredMethods.filter((method) => !allowed.includes(method)),
    url: routePath(path),
    // Before a body is read.
    onRequest: [
      refuseEmptyParameters,
      (request, reply) => {
        sendProblem(request, reply, problem('/problems/method-not-allowed', { headers: { Allow: allowed.join(', ') } }));
      },
    ],
    handler: () => undefined,
  });
}

/**
 * Mounts every operation of the contract on Fastify's router: token → owner → form → schema → handler → response check.
 *
 * @throws before anything is served, naming the operation, where contract and code disagree
 */
export async function mountContract<Services>(app: FastifyInstance, options: MountOptions<Services>): Promise<void> {
  const { document, handlers, securityHandlers, services } = options;
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
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes, done) => done(null, bytes));

  for (const plan of plans) {
    const handle = unchecked.get(plan.id);
    const authenticate = plan.security === undefined ? undefined : authenticators.get(plan.security);
    if (!handle) throw new Error(`The operation ${plan.id} has no handler.`);
    const operation = { ...plan, checkRequest: compileRequestCheck(plan), checkResponse: compileResponseCheck(plan) };
    mountOperation(app, operation, handle, authenticate, services);
  }
  for (const path of new Set(plans.map((plan) => plan.path))) mountUndeclaredMethods(app, path, plans);
}
