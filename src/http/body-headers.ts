import type { IncomingMessage } from 'node:http';
import { maxDrainedBytes } from './limits.ts';

/** Returns true if the body of a request may be longer than what is read after a refusal. */
export function mayHaveLongBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > maxDrainedBytes;
}

/**
 * Returns true for a transfer coding other than `chunked`. Node ignores codings before that, and would take compressed
 * bytes for the body. HTTP/1.0 knows no coding (RFC 9112, section 6.1).
 */
export function hasUnknownCoding({ headers, httpVersion }: IncomingMessage): boolean {
  const coding = headers['transfer-encoding'];
  return coding !== undefined && (coding.toLowerCase() !== 'chunked' || httpVersion === '1.0');
}
