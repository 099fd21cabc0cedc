import type { JSONWebKeySet, JWK } from 'jose';

/** Length limit of a document in bytes, after decompression. Better Auth's documents have 200 bytes per key. */
const maxDocumentBytes = 262_144;

/**
 * Fetches a JWKS document as text.
 * @throws Error unless the answer is a 200 within the limits of size and time. A redirect is refused: it would move the
 *   trust.
 */
export async function fetchKeySet(url: string, timeoutMs: number): Promise<string> {
  const aborter = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  // Node's fetch may lose its signal at a garbage collection and hang (nodejs/undici#4984), so a timer enforces the
  // limit.
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The JWKS endpoint took more than ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([download(url, aborter.signal), late]);
  } finally {
    clearTimeout(timer);
    aborter.abort();
  }
}

async function download(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    redirect: 'error',
    signal,
  });
  if (response.status !== 200) {
    throw new Error(`The JWKS endpoint answered ${response.status}`);
  }
  const body: AsyncIterable<Uint8Array> | null = response.body;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > maxDocumentBytes) {
      throw new Error(`The JWKS has more than ${maxDocumentBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/**
 * Parses a JWKS document (RFC 7517, section 5). It skips members of `keys` that are not keys, as the RFC advises.
 * @throws Error if the text is not a JWKS
 */
export function parseKeySet(text: string): JSONWebKeySet {
  const document: unknown = JSON.parse(text);
  if (typeof document !== 'object' || document === null || !('keys' in document) || !Array.isArray(document.keys)) {
    throw new Error('The JWKS has no list of keys');
  }
  return { keys: document.keys.filter(isJwk) };
}

function isJwk(value: unknown): value is JWK {
  return typeof value === 'object' && value !== null && 'kty' in value && typeof value.kty === 'string';
}
