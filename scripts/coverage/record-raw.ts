import type { HeaderFields } from './exchange.ts';
import { recordExchange } from './record.ts';

/** Reads header fields. Lines that are not header fields are skipped. */
function readHeaders(lines: readonly string[]): HeaderFields {
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value]];
    }),
  );
}

/**
 * Records an exchange over a socket whose request was written byte by byte. It may be malformed.
 *
 * @throws ContractBreach if the contract does not allow it
 */
export function recordRaw(
  request: string,
  answer: Readonly<{ status: number; headers: Readonly<Record<string, string>>; body: string }>,
): void {
  const [head = '', ...rest] = request.split('\r\n\r\n');
  const [requestLine = '', ...lines] = head.split('\r\n');
  const [, method = '', target = ''] = /^(\S+) (\S+)/.exec(requestLine) ?? [];
  const requestHeaders = readHeaders(lines);
  const isChunked = lines.some((line) => /^transfer-encoding:/i.test(line));
  recordExchange({
    ...answer,
    method,
    target,
    requestHeaders,
    requestBody: isChunked ? undefined : rest.join('\r\n\r\n'),
    handwritten: true,
  });
}
