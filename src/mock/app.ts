import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import { readBearerToken, type Principal } from '../auth/index.ts';
import { sendAnswer, type BoundHandlers, type Contract, type HandlerAnswer } from '../contract/index.ts';
import type { ProblemAnswer } from '../values/problems.ts';
import { createServer, type CorsExtension, type HttpSettings } from '../http/index.ts';
import { choose, type Choice } from './choice.ts';
import type { ExampleResponse, ExampleResponses } from './examples.ts';

export interface MockDependencies extends HttpSettings {
  readonly contract: Contract;
  readonly examples: ExampleResponses;
  readonly logger: FastifyBaseLogger;
}

/** Finds the example responses of an operation. */
type ResponsesOf = (operationId: string) => readonly ExampleResponse[];

/** The answers chosen for requests that kept the contract. */
type Choices = WeakMap<FastifyRequest, Choice>;

/** Front ends are developed on this machine, at any port. */
const localOrigin = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

const corsExtension: CorsExtension = {
  allowsOrigin: (origin) => localOrigin.test(origin),
  requestHeaders: ['Prefer'],
  exposedHeaders: ['Preference-Applied'],
};

/** The user of every token. The mock does not compare it with the user in the path. */
const anyone: Principal = { userId: 'anyone', email: null };

function acceptAnyToken(request: Parameters<typeof readBearerToken>[0]): Principal {
  readBearerToken(request);
  return anyone;
}

function choiceFor(request: FastifyRequest, responses: readonly ExampleResponse[]): Choice | ProblemAnswer {
  return choose(responses, [request.headers['prefer'] ?? ''].flat().join());
}

/**
 * Returns true for an optional header that would be wrong in this answer: a `Link` to the page after an empty page, or
 * after a page that was itself reached by the link (it would lead on forever), an `Accept` where no body is declared,
 * and the mark of a kept answer, because the mock keeps none.
 */
function isWrong(header: string, { body }: Choice, { form, routeOptions }: FastifyRequest): boolean {
  switch (header) {
    case 'Link':
      return form?.query['cursor'] !== undefined || (Array.isArray(body) && body.length === 0);
    case 'Accept':
      return routeOptions.config.operation?.body === undefined;
    case 'Idempotent-Replayed':
      return true;
    default:
      return false;
  }
}

function answerOf(choice: Choice, request: FastifyRequest): HandlerAnswer {
  const { response, body } = choice;
  const { status, mediaType = 'application/json' } = response;
  const headers = Object.entries(response.headers).filter(([name]) => !isWrong(name, choice, request));
  return { status, headers: Object.fromEntries(headers), mediaType, body };
}

/** Drops the owner of each operation: the mock has no users, so it never answers 403 by itself. */
function withoutOwners(contract: Contract): Contract {
  const operations = contract.compiled.operations.map((operation) => ({ ...operation, owner: undefined }));
  return { ...contract, compiled: { ...contract.compiled, operations } };
}

function createHandlers({ compiled }: Contract, responsesOf: ResponsesOf, choices: Choices): BoundHandlers {
  return new Map(
    compiled.operations.map(({ id }) => [
      id,
      async (_checked, request) => {
        const choice = choiceFor(request, responsesOf(id));
        // Never a problem here: the onRequest hook refuses such a preference before the request is read.
        if ('problem' in choice) return choice;
        choices.set(request, choice);
        return answerOf(choice, request);
      },
    ]),
  );
}

/** Refuses preferences that cannot be followed, and names those that were (RFC 7240, section 3). */
function mountPreferences(
  app: FastifyInstance,
  { compiled }: Contract,
  responsesOf: ResponsesOf,
  choices: Choices,
): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { operation } = request.routeOptions.config;
    // Caches must not give one client the answer that another one preferred (RFC 7240, section 2), or another origin's.
    if (operation) reply.header('vary', 'Origin, Prefer');
    const choice = operation && choiceFor(request, responsesOf(operation.id));
    // This problem is the mock's own: the operation does not declare it.
    if (choice && 'problem' in choice) sendAnswer(request, reply, compiled.serverResponses, choice);
    else done();
  });
  app.addHook('onSend', (request, reply, _payload, done) => {
    const { response, applied = [] } = choices.get(request) ?? {};
    // An example that breaks the contract is answered with 500, which is not the preferred status.
    if (applied.length > 0 && reply.statusCode === response?.status) {
      reply.header('preference-applied', applied.join(', '));
    }
    done();
  });
}

/**
 * Serves a contract from its examples. It checks requests and answers as the server does, accepts any bearer token and
 * stores nothing. The `Prefer` header (RFC 7240) chooses the answer. It does not listen.
 */
export async function buildMock({ contract, examples, ...options }: MockDependencies): Promise<FastifyInstance> {
  const responsesOf: ResponsesOf = (id) => examples.get(id) ?? [];
  const choices: Choices = new WeakMap();
  const app = await createServer({
    ...options,
    contract: withoutOwners(contract),
    handlers: createHandlers(contract, responsesOf, choices),
    securityHandlers: { bearerAuth: acceptAnyToken },
    translateError: () => undefined,
    corsExtension,
  });
  mountPreferences(app, contract, responsesOf, choices);
  return app;
}
