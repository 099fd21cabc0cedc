import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Exchange } from './exchange.ts';
import { recordExchange } from './record.ts';

/** The text of a payload; undefined if it is a stream, which can be read only once. */
function payloadText(payload: InjectOptions['payload']): string | undefined {
  if (payload === undefined) return '';
  if (typeof payload === 'string') return payload;
  if (Buffer.isBuffer(payload)) return payload.toString();
  return 'pipe' in payload ? undefined : JSON.stringify(payload);
}

/** Sends a request to a server without a socket. */
export async function inject(
  app: FastifyInstance,
  options: InjectOptions,
): Promise<{ readonly response: LightMyRequestResponse; readonly exchange: Exchange }> {
  const response = await app.inject(options);
  const { method = 'GET', url = '/', headers } = response.raw.req;
  const exchange = {
    method,
    target: url,
    requestHeaders: headers,
    requestBody: payloadText(options.payload ?? options.body),
    status: response.statusCode,
    headers: response.headers,
    body: response.body,
  };
  return { response, exchange };
}

/**
 * Sends a request to the server without a socket, and records the exchange.
 *
 * @throws ContractBreach if the contract does not allow it
 */
export async function recordInjection(app: FastifyInstance, options: InjectOptions): Promise<LightMyRequestResponse> {
  const { response, exchange } = await inject(app, options);
  recordExchange(exchange);
  return response;
}
