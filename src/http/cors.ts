import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CompiledContract } from '../contract/index.ts';

/** Which pages of other origins may call the server, and what they may send and read beside the contract's own. */
export interface CrossOrigin {
  readonly isAllowed: (origin: string) => boolean;
  /** Whether they may send cookies and the like, which nothing here looks at. */
  readonly credentials: boolean;
  readonly requestHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
}

/** Writes what a browser has to know of an answer, or of a preflight, before a page of another origin may have it. */
export type CrossOriginHeaders = (request: FastifyRequest, reply: FastifyReply) => void;

/** Every header that an answer of the contract may have. */
function declaredHeaders({ operations, serverResponses }: CompiledContract): string[] {
  const responses = [
    ...operations.flatMap((operation) => [...operation.responses.values()]),
    ...serverResponses.values(),
  ];
  return [...new Set(responses.flatMap(({ headers }) => headers))].filter(
    (name) => !name.startsWith('Access-Control-'),
  );
}

/**
 * The CORS protocol (Fetch, section 3.3) for exact origins, each of which is allowed everything or nothing. The answer
 * differs by origin whether or not this one is allowed, which a cache has to be told.
 */
export function crossOriginHeaders(contract: CompiledContract, crossOrigin: CrossOrigin): CrossOriginHeaders {
  const methods = [...new Set(contract.operations.map(({ method }) => method))];
  const exposed = [...declaredHeaders(contract), ...crossOrigin.exposedHeaders].join(', ');
  const allowedHeaders = {
    'access-control-expose-headers': exposed,
    ...(crossOrigin.credentials ? { 'access-control-allow-credentials': 'true' } : {}),
  };
  const preflightHeaders = {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': ['Authorization', 'Content-Type', ...crossOrigin.requestHeaders].join(', '),
    'access-control-max-age': '600',
  };
  return ({ method, headers }, reply) => {
    reply.header('vary', 'Origin');
    const { origin } = headers;
    if (origin === undefined || !crossOrigin.isAllowed(origin)) return;
    reply.header('access-control-allow-origin', origin).headers(allowedHeaders);
    if (method === 'OPTIONS' && 'access-control-request-method' in headers) reply.headers(preflightHeaders);
  };
}
