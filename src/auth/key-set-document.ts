import type { JSONWebKeySet, JWK } from 'jose';

/** In bytes, decompressed. Better Auth's has 200 for each key. */
const longestDocument = 262_144;

/**
 * Fetches a JWKS document as text.
 * @throws Error for anything but a 200 of bearable size in time; a redirect is not followed, since it would move the trust
 */
export async function fetchKeySet(url: string, timeoutMs: number): Promise<string> {
  const aborter = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  // Node's fetch may forget its signal at a garbage collection (nodejs/undici#4984) and hang: the limit does not rest on it.
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
    if (length > longestDocument) {
      throw new Error(`The JWKS has more than ${longestDocument} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/**
 * Reads a JWKS document (RFC 7517, section 5). Members of `keys` that are no keys are left out, as the RFC advises.
 * @throws Error where it is not one
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
