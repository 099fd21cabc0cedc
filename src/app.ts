import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
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

/** How long a client may take to send the head of a request, and all of it. Fastify's own default waits for ever. */
const headersTimeoutMs = 10_000;
const requestTimeoutMs = 30_000;
/** How often Node looks for those that take longer. Its own default of half a minute would double the time. */
const timeoutCheckMs = 1_000;

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

function countHosts({ rawHeaders }: IncomingMessage): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 'host'.length && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}

/** Before a body is read: an unknown path, and HTTP/1.1 without exactly one `Host` (RFC 9112, section 3.2). */
function refuseWhatReachesNoRoute(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  if (countHosts(request.raw) !== 1 && request.raw.httpVersion === '1.1') {
    sendProblem(request, reply, problem('/problems/malformed-request', { detail: 'There must be one Host header.' }));
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
    http: {
      headersTimeout: headersTimeoutMs,
      connectionsCheckingInterval: timeoutCheckMs,
      // Node's own answer would be no problem: it is refused below.
      requireHostHeader: false,
    },
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
