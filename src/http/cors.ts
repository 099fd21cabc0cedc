import type { IncomingMessage } from 'node:http';
import type { CompiledContract } from '../contract/index.ts';
import type { HttpSettings } from './settings.ts';

/** Allows pages of other origins more than the settings and the contract do. */
export interface CorsExtension {
  readonly allowsOrigin: (origin: string) => boolean;
  readonly requestHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
}

/** Returns the headers without which a browser hides an answer, or a preflight, from pages of other origins. */
export type CorsHeaders = (request: Pick<IncomingMessage, 'method' | 'headers'>) => Readonly<Record<string, string>>;

const noExtension: CorsExtension = { allowsOrigin: () => false, requestHeaders: [], exposedHeaders: [] };

/** Lists every header that an answer of the contract may have. */
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
 * Implements the CORS protocol (Fetch, section 3.3) for exact origins: each origin may do everything or nothing. Every
 * answer varies by origin, also for a refused one, because caches must know.
 */
export function createCors(
  contract: CompiledContract,
  { corsOrigins, corsCredentials }: Pick<HttpSettings, 'corsOrigins' | 'corsCredentials'>,
  extension = noExtension,
): CorsHeaders {
  const methods = [...new Set(contract.operations.map(({ method }) => method))];
  const exposed = [...declaredHeaders(contract), ...extension.exposedHeaders].join(', ');
  const unlisted = { vary: 'Origin' };
  const allowedHeaders = {
    ...unlisted,
    'access-control-expose-headers': exposed,
    ...(corsCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
  };
  const preflightHeaders = {
    ...allowedHeaders,
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': ['Authorization', 'Content-Type', ...extension.requestHeaders].join(', '),
    'access-control-max-age': '600',
  };
  return ({ method, headers }) => {
    const { origin } = headers;
    if (origin === undefined || !(corsOrigins.includes(origin) || extension.allowsOrigin(origin))) return unlisted;
    const isPreflight = method === 'OPTIONS' && 'access-control-request-method' in headers;
    return { 'access-control-allow-origin': origin, ...(isPreflight ? preflightHeaders : allowedHeaders) };
  };
}
