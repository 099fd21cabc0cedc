import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import fastify, {
  type FastifyBaseLogger,
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import {
  allowedMethods,
  answerClientError,
  answerExpectation,
  createErrorHandler,
  mountContract,
  RefusalLog,
  sendAnswer,
  type CompiledContract,
  type Contract,
  type ExplainRefusal,
  type MountOptions,
} from '../contract/index.ts';
import { problem } from '../values/problems.ts';
import { answerBeforeRouting } from './before-routing.ts';
import { createCors, type CorsExtension } from './cors.ts';
import { mountDocs } from './docs/routes.ts';
import { closeIdleConnectionsWhileClosing } from './idle-connections.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { requestLogger, RequestLog } from './request-log.ts';
import { securityHeaders } from './security-headers.ts';
import type { HttpSettings } from './settings.ts';

/** A contract, the code that answers it, and the settings. */
export interface ServerOptions extends Omit<MountOptions, 'contract' | 'rateLimiter'>, HttpSettings {
  readonly contract: Contract;
  readonly logger: FastifyBaseLogger;
  readonly corsExtension?: CorsExtension;
  /** Explains refused credentials, in the log and in development. */
  readonly explainRefusal?: ExplainRefusal;
}

/** Limits on the time in which a client sends the head of a request, and all of it. Fastify's default has no limit. */
const headersTimeoutMs = 10_000;
const requestTimeoutMs = 30_000;
/** Interval at which Node looks for slow clients. Its default of 30 s could double the limits. */
const timeoutCheckMs = 1_000;

/** Node refuses a request line and headers above 16 KiB, so no path parameter can be longer. */
const maxParameterLength = 16_384;

/** Keeps Fastify from loading its schema compilers at every start. The contract is compiled: no route has a schema. */
function noCompiler(): never {
  throw new Error('A route has a schema of its own. Declare it in the contract.');
}

function fastifyOptions({ logger, trustedProxies }: ServerOptions, log: RequestLog) {
  return {
    loggerInstance: logger,
    logController: log,
    childLoggerFactory: requestLogger,
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    genReqId: () => randomUUID(),
    requestTimeout: requestTimeoutMs,
    trustProxy: (_address, hop) => hop < trustedProxies,
    // A closing server answers the requests under way; it accepts no new connection.
    return503OnClosing: false,
    routerOptions: { maxParamLength: maxParameterLength, querystringParser: () => ({}) },
    http: {
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: timeoutCheckMs,
      // Node's own refusal is not a problem document. `answerBeforeRouting` refuses instead.
      requireHostHeader: false,
    },
  } satisfies FastifyHttpOptions<Server>;
}

type WriteHeaders = (request: FastifyRequest, reply: FastifyReply) => void;

function createBrowserHeaders(options: ServerOptions): WriteHeaders {
  const writeCorsHeaders = createCors(options.contract.compiled, options, options.corsExtension);
  return (request, reply) => {
    reply.headers(securityHeaders);
    writeCorsHeaders(request, reply);
  };
}

/** Answers requests that reach no route, and writes the headers of all others. */
function mountBeforeRoutes(app: FastifyInstance, contract: CompiledContract, writeHeaders: WriteHeaders): void {
  const { operations, serverResponses } = contract;
  const methods = allowedMethods([...new Set(operations.map(({ method }) => method))]);
  app.setNotFoundHandler((request, reply) =>
    sendAnswer(request, reply, serverResponses, problem('/problems/not-found')),
  );
  app.addHook('onRequest', (request, reply, done) => {
    writeHeaders(request, reply);
    const answer = answerBeforeRouting(request, methods);
    if (answer) sendAnswer(request, reply, serverResponses, answer);
    else done();
  });
}

/**
 * Serves a contract and its documentation. It does not listen.
 *
 * @throws if the code does not match the contract
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { contract, logger, requestsPerMinute } = options;
  const { serverResponses } = contract.compiled;
  const log = new RequestLog(logger);
  const handleError = createErrorHandler(serverResponses, new RefusalLog(options));
  const writeHeaders = createBrowserHeaders(options);
  // For requests that Node refuses before Fastify sees them.
  const nodeAnswers = { responses: serverResponses, headers: securityHeaders, log: logger };
  const app: FastifyInstance = fastify({
    ...fastifyOptions(options, log),
    // Fastify runs no hook for these errors, and logs no answer of a request that reached no route.
    frameworkErrors: (error, request, reply) => {
      writeHeaders(request, reply);
      handleError(error, request, reply);
      log.requestCompleted(null, request, reply);
    },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, nodeAnswers),
  });
  closeIdleConnectionsWhileClosing(app);
  app.setErrorHandler(handleError);
  app.server.on('checkExpectation', (request, response) => answerExpectation(request, response, nodeAnswers));
  mountBeforeRoutes(app, contract.compiled, writeHeaders);
  const rateLimiter = createRateLimiter(requestsPerMinute);
  mountContract(app, { ...options, contract: contract.compiled, rateLimiter });
  await mountDocs(app, contract);
  return app;
}
