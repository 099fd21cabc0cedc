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

/**
 * Request headers that tracing and common libraries add to every request. The server reads none of them: refusing them
 * would only break the front end.
 */
const harmlessHeaders = [
  ...['Accept', 'Accept-Language', 'Cache-Control', 'Idempotency-Key', 'If-Match', 'If-None-Match', 'Pragma', 'Prefer'],
  ...['traceparent', 'tracestate', 'baggage', 'sentry-trace', 'b3', 'uber-trace-id', 'X-Amzn-Trace-Id'],
  ...['X-B3-TraceId', 'X-B3-SpanId', 'X-B3-ParentSpanId', 'X-B3-Sampled', 'X-B3-Flags', 'X-Cloud-Trace-Context'],
  ...['x-datadog-origin', 'x-datadog-parent-id', 'x-datadog-sampling-priority', 'x-datadog-tags', 'x-datadog-trace-id'],
  ...['newrelic', 'elastic-apm-traceparent', 'X-Client-Info', 'X-Client-Version', 'X-Correlation-ID', 'X-CSRF-Token'],
  ...['X-Request-ID', 'X-Requested-With', 'X-Session-ID', 'X-XSRF-Token', 'ngrok-skip-browser-warning'],
];

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
  { corsOrigins, corsHeaders, corsCredentials }: Pick<HttpSettings, 'corsOrigins' | 'corsHeaders' | 'corsCredentials'>,
  extension = noExtension,
): CorsHeaders {
  const methods = [...new Set(contract.operations.map(({ method }) => method))];
  const exposed = [...declaredHeaders(contract), ...extension.exposedHeaders].join(', ');
  const requestHeaders = [
    'Authorization',
    'Content-Type',
    ...extension.requestHeaders,
    ...corsHeaders,
    ...harmlessHeaders,
  ];
  const unlisted = { vary: 'Origin' };
  const allowedHeaders = {
    ...unlisted,
    'access-control-expose-headers': exposed,
    ...(corsCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
  };
  const preflightHeaders = {
    ...allowedHeaders,
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': [...new Set(requestHeaders)].join(', '),
    'access-control-max-age': '600',
  };
  return ({ method, headers }) => {
    const { origin } = headers;
    if (origin === undefined || !(corsOrigins.includes(origin) || extension.allowsOrigin(origin))) return unlisted;
    const isPreflight = method === 'OPTIONS' && 'access-control-request-method' in headers;
    return { 'access-control-allow-origin': origin, ...(isPreflight ? preflightHeaders : allowedHeaders) };
  };
}
