import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import fastify, {
  type FastifyBaseLogger,
  type FastifyHttpOptions,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import {
  allowedMethods,
  createErrorHandler,
  createShedding,
  mountContract,
  RefusalLog,
  refuseUndeclaredPaths,
  sendAnswer,
  type CompiledContract,
  type Contract,
  type ExplainRefusal,
  type MountOptions,
} from '../contract/index.ts';
import { answerWithoutHandler } from './before-handlers.ts';
import { ConnectionManager } from './connection-manager.ts';
import { createCors, type CorsExtension } from './cors.ts';
import { mountDocs } from './docs/routes.ts';
import type { SignSampleToken } from './docs/sample-token.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { requestLogger, RequestLog } from './request-log.ts';
import { securityHeaders } from './security-headers.ts';
import type { HttpSettings } from './settings.ts';

/** A contract, the code that answers it, and the settings. */
export interface ServerOptions extends Omit<MountOptions, 'contract' | 'rateLimiter'>, HttpSettings {
  readonly contract: Contract;
  readonly logger: FastifyBaseLogger;
  readonly corsExtension?: CorsExtension;
  /** Aborted when the server is about to close: from then on, every answer is the last of its connection. */
  readonly closing?: AbortSignal | undefined;
  /** Explains refused credentials, in the log and in development. */
  readonly explainRefusal?: ExplainRefusal;
  /** Signs the token in the samples of the documentation page. Only for development. */
  readonly signSampleToken?: SignSampleToken | undefined;
}

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
    trustProxy: (_address, hop) => hop < trustedProxies,
    // A closing server answers the requests under way; it accepts no new connection.
    return503OnClosing: false,
    routerOptions: { maxParamLength: maxParameterLength, querystringParser: () => ({}) },
  } satisfies FastifyHttpOptions<Server>;
}

/** Returns the headers that every response to a request carries. */
type HeadersOf = (request: IncomingMessage) => Readonly<Record<string, string>>;

type WriteHeaders = (request: FastifyRequest, reply: FastifyReply) => void;

function createBrowserHeaders(options: ServerOptions): { headersOf: HeadersOf; writeHeaders: WriteHeaders } {
  const corsHeaders = createCors(options.contract.compiled, options, options.corsExtension);
  return {
    headersOf: (request) => ({ ...securityHeaders, ...corsHeaders(request) }),
    writeHeaders: ({ raw }, reply) => void reply.headers(securityHeaders).headers(corsHeaders(raw)),
  };
}

/** Creates the connection manager of a server. Health checks are let in even if there is no time for others. */
function createConnectionManager(
  { contract, logger }: ServerOptions,
  methods: readonly string[],
  headersOf: HeadersOf,
): ConnectionManager {
  const { operations, serverResponses } = contract.compiled;
  const open = operations.filter(({ security, pathParameters }) => !security && pathParameters.length === 0);
  const exempt = new Set(open.map(({ path }) => path));
  const shed = createShedding(headersOf, logger);
  return new ConnectionManager({
    methods,
    finalAnswers: { responses: serverResponses, headers: securityHeaders, log: logger },
    isExempt: (target) => exempt.has(target),
    shed: (answer) => shed(answer.req, answer),
  });
}

/** Closes the connections when the server closes. */
function closeWith(app: FastifyInstance, connections: ConnectionManager, closing: AbortSignal | undefined): void {
  let stopClosing: (() => void) | undefined;
  const stopChecks = connections.closeUnreadConnections();
  closing?.addEventListener('abort', connections.beginClosing, { once: true });
  app.addHook('preClose', async () => {
    stopClosing = connections.closeConnections();
    // Fastify closes the listener next.
    await connections.acceptAll();
  });
  app.addHook('onClose', async () => {
    stopChecks();
    stopClosing?.();
  });
}

/** Answers requests that reach no route, and writes the headers of all others. */
function mountBeforeRoutes(
  app: FastifyInstance,
  contract: CompiledContract,
  methods: readonly string[],
  writeHeaders: WriteHeaders,
): void {
  const { serverResponses } = contract;
  const refusePath = refuseUndeclaredPaths(contract);
  app.setNotFoundHandler((request, reply) =>
    sendAnswer(request, reply, serverResponses, refusePath(request.raw.url ?? '')),
  );
  app.addHook('onRequest', (request, reply, done) => {
    writeHeaders(request, reply);
    const answer = answerWithoutHandler(request, methods, refusePath);
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
  const { contract, logger, requestsPerMinute, closing } = options;
  const { serverResponses, operations } = contract.compiled;
  const methods = allowedMethods([...new Set(operations.map(({ method }) => method))]);
  const log = new RequestLog(logger);
  const handleError = createErrorHandler(serverResponses, new RefusalLog(options));
  const { headersOf, writeHeaders } = createBrowserHeaders(options);
  const connections = createConnectionManager(options, methods, headersOf);
  const app: FastifyInstance = fastify({
    ...fastifyOptions(options, log),
    serverFactory: connections.createServer,
    // Fastify runs no hook for these errors, and logs no answer of a request that reached no route.
    frameworkErrors: (error, request, reply) => {
      writeHeaders(request, reply);
      handleError(error, request, reply);
      log.requestCompleted(null, request, reply);
    },
    clientErrorHandler: connections.refuseBytes,
  });
  closeWith(app, connections, closing);
  app.setErrorHandler(handleError);
  mountBeforeRoutes(app, contract.compiled, methods, writeHeaders);
  const rateLimiter = createRateLimiter(requestsPerMinute);
  mountContract(app, { ...options, contract: contract.compiled, rateLimiter });
  await mountDocs(app, contract, options.publicPath, options.signSampleToken);
  return app;
}
