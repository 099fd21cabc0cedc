import { randomUUID } from 'node:crypto';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import {
  allowedMethods,
  answerClientError,
  answerExpectation,
  createErrorHandler,
  mountContract,
  sendAnswer,
  type Contract,
  type HandlerAnswer,
  type MountOptions,
} from '../contract/index.ts';
import { countHeader } from '../values/header-count.ts';
import { crossOriginHeaders, type CrossOrigin } from './cors.ts';
import { mountDocs } from './docs/routes.ts';
import { problem } from '../values/problems.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { requestLogger, RequestLog } from './request-log.ts';
import { securityHeaders } from './security-headers.ts';

/** A contract, what answers it, and how it is served. */
export interface ServerOptions extends Omit<MountOptions, 'contract' | 'rateLimiter'> {
  readonly contract: Contract;
  readonly logger: FastifyBaseLogger;
  readonly crossOrigin: CrossOrigin;
  /** How many requests a minute a user may make, or an address where there is no user. */
  readonly requestsPerMinute: number;
  /** How many proxies stand before the server, and are to be believed about the client's address. */
  readonly trustedProxies: number;
}

/** How long a client may take to send the head of a request, and all of it. Fastify's own default waits for ever. */
const headersTimeoutMs = 10_000;
const requestTimeoutMs = 30_000;
/** How often Node looks for those that take longer. Its own default of half a minute would double the time. */
const timeoutCheckMs = 1_000;

/** Node refuses a request line and headers above 16 KiB: no parameter of a path can be longer. */
const maxParameterLength = 16_384;

/** Fastify would load its compilers of schemas at every start, and no route has a schema for it to compile: the contract is code. */
function noCompiler(): never {
  throw new Error('A route has a schema of its own. Declare it in the contract.');
}

/**
 * Node closes the connections that are idle when closing begins. One that becomes idle later, because its request was under way, would
 * hold the server open for its whole keep-alive time.
 */
function closeIdleConnectionsWhileClosing(app: FastifyInstance): void {
  let timer: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    timer = setInterval(() => app.server.closeIdleConnections(), 50);
  });
  app.addHook('onClose', async () => clearInterval(timer));
}

/** The characters of `uri-host [ ":" port ]` (RFC 9112, section 3.2; RFC 3986, section 3.2.2). */
const hostGrammar = /^[\w.\-~!$&'()*+,;=:%[\]]*$/;

/** `OPTIONS *`, and as a proxy is asked for it: a whole URL without a path (RFC 9112, section 3.2.4). */
const isWholeServer = /^(?:\*|[a-z][a-z0-9+.-]*:\/\/[^/?]*)$/i;

/**
 * What is answered before a token or a body is read: without exactly one `Host` that is one (RFC 9112, section 3.2), `OPTIONS *` (RFC 9110,
 * section 9.3.7), and an unknown path.
 */
function answerBeforeRouting({ raw, is404 }: FastifyRequest, methods: readonly string[]): HandlerAnswer | undefined {
  const hosts = countHeader(raw, 'host');
  // HTTP/1.0 need not name one.
  if (hosts > 1 || (hosts === 0 && raw.httpVersion === '1.1')) {
    return problem('/problems/malformed-request', { detail: 'There must be one Host header.' });
  }
  if (!hostGrammar.test(raw.headers.host ?? '')) {
    return problem('/problems/malformed-request', {
      detail: 'The Host header must be a host, with or without a port.',
    });
  }
  if (raw.method === 'OPTIONS' && isWholeServer.test(raw.url ?? '')) {
    return { status: 204, headers: { Allow: methods.join(', ') } };
  }
  return is404 ? problem('/problems/not-found') : undefined;
}

/**
 * Serves a contract and its documentation. It does not listen.
 *
 * @throws where contract and code disagree
 */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { contract, logger, crossOrigin, requestsPerMinute, trustedProxies } = options;
  const { serverResponses } = contract.compiled;
  const handleError = createErrorHandler(serverResponses);
  const setCrossOriginHeaders = crossOriginHeaders(contract.compiled, crossOrigin);
  const setBrowserHeaders = (request: FastifyRequest, reply: FastifyReply): void => {
    reply.headers(securityHeaders);
    setCrossOriginHeaders(request, reply);
  };
  const log = new RequestLog(logger);
  const lastWords = { responses: serverResponses, headers: securityHeaders, log: logger };
  const app: FastifyInstance = fastify({
    loggerInstance: logger,
    logController: log,
    childLoggerFactory: requestLogger,
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    genReqId: () => randomUUID(),
    requestTimeout: requestTimeoutMs,
    trustProxy: (_address, hop) => hop < trustedProxies,
    // While it closes, what is under way is still answered; nothing new is accepted.
    return503OnClosing: false,
    routerOptions: { maxParamLength: maxParameterLength, querystringParser: () => ({}) },
    frameworkErrors: (error, request, reply) => {
      // No hook runs here.
      setBrowserHeaders(request, reply);
      handleError(error, request, reply);
      // Fastify logs no answer of a request that reached no route.
      log.requestCompleted(null, request, reply);
    },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, lastWords),
    http: {
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: timeoutCheckMs,
      // Node's own answer would be no problem: it is refused below.
      requireHostHeader: false,
    },
  });
  closeIdleConnectionsWhileClosing(app);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler((request, reply) =>
    sendAnswer(request, reply, serverResponses, problem('/problems/not-found')),
  );
  const methods = allowedMethods([...new Set(contract.compiled.operations.map(({ method }) => method))]);
  app.addHook('onRequest', (request, reply, done) => {
    setBrowserHeaders(request, reply);
    const answer = answerBeforeRouting(request, methods);
    if (answer) sendAnswer(request, reply, serverResponses, answer);
    else done();
  });
  app.server.on('checkExpectation', (request, response) => answerExpectation(request, response, lastWords));
  const rateLimiter = createRateLimiter(requestsPerMinute);
  mountContract(app, { ...options, contract: contract.compiled, rateLimiter });
  await mountDocs(app, contract);
  return app;
}
