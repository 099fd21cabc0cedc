import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { recordExchange } from './record.ts';

/** The text of a payload; undefined where it is read from a stream, which is used up. */
function payloadText(payload: InjectOptions['payload']): string | undefined {
  if (payload === undefined) return '';
  if (typeof payload === 'string') return payload;
  if (Buffer.isBuffer(payload)) return payload.toString();
  return 'pipe' in payload ? undefined : JSON.stringify(payload);
}

/** Asks the server without a socket, and records the exchange. @throws ContractBreach where the contract does not allow it */
export async function recordInjection(app: FastifyInstance, options: InjectOptions): Promise<LightMyRequestResponse> {
  const response = await app.inject(options);
  const { method = 'GET', url = '/', headers } = response.raw.req;
  recordExchange({
    method,
    target: url,
    requestHeaders: headers,
    requestBody: payloadText(options.payload ?? options.body),
    status: response.statusCode,
    headers: response.headers,
    body: response.body,
  });
  return response;
}
