import { randomUUID } from 'node:crypto';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import {
  answerClientError,
  answerExpectation,
  handleError,
  mountContract,
  readContract,
  sendProblem,
  type SecurityHandlers,
} from './contract/index.ts';
import type { Database } from './database/connection.ts';
import { databaseProblem } from './database/errors.ts';
import { mountDocs } from './docs/routes.ts';
import { operations } from './operations/index.ts';
import { problem } from './problems.ts';
import { RequestLog } from './request-log.ts';

/** What the server is built on. */
export interface AppDependencies {
  readonly db: Database;
  readonly securityHandlers: SecurityHandlers;
  readonly logger: FastifyBaseLogger;
}

/** How long a client may take to send a whole request. Fastify's own default waits for ever. */
const requestTimeoutMs = 30_000;

/** Node refuses a request line and headers above 16 KiB: no parameter of a path can be longer. */
const maxParameterLength = 16_384;

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

/** Before a body is read: an unknown path, and HTTP/1.1 without `Host` (RFC 9112, section 3.2). */
function refuseWhatReachesNoRoute(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  if (request.raw.headers.host === undefined && request.raw.httpVersion === '1.1') {
    sendProblem(request, reply, problem('/problems/malformed-request', { detail: 'The Host header is missing.' }));
  } else if (request.is404) sendProblem(request, reply, problem('/problems/not-found'));
  else done();
}

/**
 * Builds the server. It does not listen, and does not use the database until a request does.
 *
 * @throws where contract and code disagree
 */
export async function buildApp({ db, securityHandlers, logger }: AppDependencies): Promise<FastifyInstance> {
  const contract = readContract();
  const log = new RequestLog();
  const app: FastifyInstance = fastify({
    loggerInstance: logger,
    logController: log,
    genReqId: () => randomUUID(),
    requestTimeout: requestTimeoutMs,
    // While it closes, what is under way is still answered; nothing new is accepted.
    return503OnClosing: false,
    routerOptions: { maxParamLength: maxParameterLength, querystringParser: () => ({}) },
    frameworkErrors: (error, request, reply) => {
      handleError(error, request, reply);
      // Fastify logs no answer of a request that reached no route.
      log.requestCompleted(null, request, reply);
    },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, app.log),
    // Node's own answer would be no problem: it is refused below.
    http: { requireHostHeader: false },
  });
  closeIdleConnectionsWhileClosing(app);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, problem('/problems/not-found')));
  app.addHook('onRequest', refuseWhatReachesNoRoute);
  app.server.on('checkExpectation', (request, response) => answerExpectation(request, response, app.log));
  await mountContract(app, {
    document: contract.document,
    handlers: operations,
    securityHandlers,
    services: { db },
    translateError: databaseProblem,
  });
  await mountDocs(app, contract);
  return app;
}
