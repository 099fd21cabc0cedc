import type { FastifyInstance } from 'fastify';
import type { Test } from 'tap';
import { compileContract } from '../../scripts/contract/compile.ts';
import { readDeclaredContract, type ContractDocument } from '../../scripts/contract/declared-contract.ts';
import { exampleResponses } from '../../scripts/generate/mock-examples.ts';
import type { BoundHandler, BoundHandlers } from '../../src/contract/bind-handlers.ts';
import { createServer } from '../../src/http/index.ts';
import { createLogger } from '../../src/process/logger.ts';
import { testOptions } from '../support/server.ts';

/** The values of a request as a handler gets them. */
export type CheckedRequest = Parameters<BoundHandler>[0];

/** Takes the user of a path for the one of the token. */
function userOfPath({ url = '' }: { readonly url?: string | undefined }) {
  return { userId: decodeURIComponent(url.split('/')[2] ?? ''), email: null };
}

/**
 * Serves a contract that differs from the bundled one. Its handlers answer with the contract's first example.
 *
 * @param handle sees every checked request before it is answered, and may return another body
 */
export async function startEngine(
  t: Test,
  document: ContractDocument,
  handle: (checked: CheckedRequest) => unknown,
): Promise<FastifyInstance> {
  const compiled = await compileContract(structuredClone(document), '');
  const examples = exampleResponses(await readDeclaredContract(structuredClone(document)));
  const handlers: BoundHandlers = new Map(
    [...examples].map(([id, responses]) => [
      id,
      async (checked) => {
        const { status, headers, examples } = responses.find((response) => response.status < 300) ?? { status: 500 };
        const body = handle(checked) ?? examples?.values().next().value;
        return { status, ...(headers && { headers }), body };
      },
    ]),
  );
  const app = await createServer({
    ...testOptions,
    contract: { json: JSON.stringify(document), yaml: '', compiled },
    handlers,
    securityHandlers: { bearerAuth: userOfPath },
    translateError: () => undefined,
    logger: createLogger('silent', { write: () => undefined }),
  });
  t.teardown(() => app.close());
  return app;
}
