import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Test } from 'tap';
import { examples as generatedExamples } from '../../generated/examples.ts';
import { readContract } from '../../src/contract/index.ts';
import { createLogger } from '../../src/process/logger.ts';
import { buildMock } from '../../src/mock/app.ts';
import type { ExampleResponses } from '../../src/mock/examples.ts';
import { checkExchange } from '../../scripts/coverage/check.ts';
import { inject } from '../../scripts/coverage/record-injection.ts';

export interface MockRequest extends Omit<InjectOptions, 'headers'> {
  /** The Prefer header. */
  readonly prefer?: string | string[];
  /** Takes the place of any token at all; none is sent where it is empty. */
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface MockServer {
  readonly app: FastifyInstance;
  /** Asks, and holds the exchange against the contract. @throws ContractBreach where that does not allow it */
  request(request: MockRequest): Promise<LightMyRequestResponse>;
  readonly log: readonly string[];
}

export const configuredOrigin = 'https://app.example.com';

/** Builds the mock. It ends with the test. */
export async function startMock(t: Test, examples: ExampleResponses = generatedExamples): Promise<MockServer> {
  const log: string[] = [];
  const logger = createLogger('trace', { write: (line) => void log.push(line) });
  const app = await buildMock({
    contract: readContract(),
    examples,
    logger,
    corsOrigins: [configuredOrigin],
    corsCredentials: false,
    requestsPerMinute: 1_000_000,
  });
  t.teardown(() => app.close());
  return {
    app,
    log,
    async request({ prefer, authorization = 'Bearer any', headers, ...options }) {
      const { response, exchange } = await inject(app, {
        ...options,
        headers: {
          ...(authorization === '' ? {} : { authorization }),
          ...(prefer === undefined ? {} : { prefer }),
          ...headers,
        },
      });
      // Of the mock alone, and not of the contract: the header of an answer that was chosen, and the refusal to choose.
      const { 'preference-applied': _, ...declared } = exchange.headers;
      const isRefusal = exchange.body.includes('"/problems/malformed-request"');
      checkExchange({ ...exchange, headers: declared, handwritten: isRefusal });
      return response;
    },
  };
}
