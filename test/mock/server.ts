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
  /** Replaces the default token. An empty text sends no header. */
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface MockServer {
  readonly app: FastifyInstance;
  /** Sends a request and checks the exchange. @throws ContractBreach if the contract does not allow it */
  request(request: MockRequest): Promise<LightMyRequestResponse>;
  readonly log: readonly string[];
}

export const configuredOrigin = 'https://app.example.com';

/** Builds the mock. It closes at the end of the test. */
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
    trustedProxies: 0,
    publicPath: '',
    corsHeaders: [],
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
      // Two things are the mock's own and not the contract's: Preference-Applied, and the refusal of a preference.
      const { 'preference-applied': _, ...declared } = exchange.headers;
      const isRefusal = exchange.body.includes('"/problems/malformed-request"');
      checkExchange({ ...exchange, headers: declared, handwritten: isRefusal });
      return response;
    },
  };
}
