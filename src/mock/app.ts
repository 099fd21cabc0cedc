import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import { readBearerToken, type Principal } from '../auth/index.ts';
import { sendAnswer, type BoundHandlers, type Contract, type HandlerAnswer } from '../contract/index.ts';
import type { ProblemAnswer } from '../values/problems.ts';
import { createServer } from '../http/index.ts';
import { choose, type Choice } from './choice.ts';
import type { ExampleResponse, ExampleResponses } from './examples.ts';

/** What the mock is built on. */
export interface MockDependencies {
  readonly contract: Contract;
  readonly examples: ExampleResponses;
  readonly logger: FastifyBaseLogger;
  /** Allowed beside every origin of this machine. */
  readonly corsOrigins: readonly string[];
  readonly corsCredentials: boolean;
  readonly requestsPerMinute: number;
}

/** Where front ends are developed. */
const localOrigin = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/** The user of every token: whose path it is makes no difference. */
const anyone: Principal = { userId: 'anyone', email: null };

function choiceFor(request: FastifyRequest, responses: readonly ExampleResponse[]): Choice | ProblemAnswer {
  return choose(responses, [request.headers['prefer'] ?? ''].flat().join());
}

/**
 * Whether an optional header would say something untrue: that a page follows on an empty one or, without end, on one that was itself reached by
 * the link; or that a body is accepted where none is declared.
 */
function isUntrue(header: string, { body }: Choice, { form, routeOptions }: FastifyRequest): boolean {
  switch (header) {
    case 'Link':
      return form?.query['cursor'] !== undefined || (Array.isArray(body) && body.length === 0);
    case 'Accept':
      return routeOptions.config.operation?.body === undefined;
    default:
      return false;
  }
}

function answerOf(choice: Choice, request: FastifyRequest): HandlerAnswer {
  const { response, body } = choice;
  const { status, mediaType = 'application/json' } = response;
  const headers = Object.entries(response.headers).filter(([name]) => !isUntrue(name, choice, request));
  return { status, headers: Object.fromEntries(headers), mediaType, body };
}

/**
 * Serves a contract from its examples: requests and answers are checked as in production, any bearer token is accepted, nothing is kept, and
 * the `Prefer` header (RFC 7240) chooses the answer. It does not listen.
 */
export async function buildMock({
  contract,
  examples,
  corsOrigins,
  corsCredentials,
  ...options
}: MockDependencies): Promise<FastifyInstance> {
  const { operations, serverResponses } = contract.compiled;
  const responsesOf = (id: string): readonly ExampleResponse[] => examples.get(id) ?? [];
  /** What has been chosen for the requests that kept the contract. */
  const chosen = new WeakMap<FastifyRequest, Choice>();
  const handlers: BoundHandlers = new Map(
    operations.map(({ id }) => [
      id,
      async (_checked, request) => {
        const choice = choiceFor(request, responsesOf(id));
        // A preference that cannot be followed has been refused below, before the request was read.
        if ('problem' in choice) return choice;
        chosen.set(request, choice);
        return answerOf(choice, request);
      },
    ]),
  );
  const app = await createServer({
    ...options,
    // The user is whoever the path names: there is no owner to tell apart.
    contract: {
      ...contract,
      compiled: { ...contract.compiled, operations: operations.map((one) => ({ ...one, owner: undefined })) },
    },
    handlers,
    securityHandlers: {
      bearerAuth: (request) => {
        readBearerToken(request);
        return anyone;
      },
    },
    translateError: () => undefined,
    trustedProxies: 0,
    crossOrigin: {
      isAllowed: (origin) => localOrigin.test(origin) || corsOrigins.includes(origin),
      credentials: corsCredentials,
      requestHeaders: ['Prefer'],
      exposedHeaders: ['Preference-Applied'],
    },
  });
  app.addHook('onRequest', (request, reply, done) => {
    const { operation } = request.routeOptions.config;
    // A cache must not hand on what somebody else preferred (RFC 7240, section 2), nor what another origin may read.
    if (operation) reply.header('vary', 'Origin, Prefer');
    const choice = operation && choiceFor(request, responsesOf(operation.id));
    // It is the mock that refuses, not the operation, which has no such problem.
    if (choice && 'problem' in choice) sendAnswer(request, reply, serverResponses, choice);
    else done();
  });
  app.addHook('onSend', (request, reply, _payload, done) => {
    const { response, applied = [] } = chosen.get(request) ?? {};
    // An example that breaks the contract has become a 500, whatever was preferred.
    if (applied.length > 0 && reply.statusCode === response?.status) {
      reply.header('preference-applied', applied.join(', '));
    }
    done();
  });
  return app;
}
