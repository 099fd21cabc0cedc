import { createAuthenticator } from '../../src/auth/authenticator.ts';
import type { RequestHeaders } from '../../src/auth/bearer-token.ts';
import { createSigningKey, startJwksServer } from '../../test/support/jwks-server.ts';
import { userName } from './seed.ts';
import { bearer } from './tokens.ts';

const users = 1_000;
const passes = 200;
const lifetimeSeconds = 3_600;

/** Microseconds of CPU time for a token. */
export interface VerificationResult {
  readonly algorithm: string;
  /** The first time that it is seen. */
  readonly first: number;
  /** Every other time. */
  readonly cached: number;
}

function requestWith(authorization: string): RequestHeaders {
  return { headers: { authorization }, rawHeaders: ['Authorization', authorization] };
}

async function timed(count: number, work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

async function measure(
  algorithm: string,
  authenticate: ReturnType<typeof createAuthenticator>['authenticate'],
  requests: readonly RequestHeaders[],
): Promise<VerificationResult> {
  const pass = async () => {
    for (const request of requests) {
      const principal = authenticate(request);
      // At once where the key is at hand: to wait all the same would be measured too.
      if (principal instanceof Promise) await principal;
    }
  };
  const first = await timed(requests.length, pass);
  await pass();
  const cached = await timed(requests.length * passes, async () => {
    for (let index = 0; index < passes; index += 1) await pass();
  });
  return { algorithm, first, cached };
}

/** What it costs to verify the tokens of 1,000 users, in this process, beside everything else that a request costs. */
export async function measureVerification(): Promise<VerificationResult[]> {
  const secret = 'a secret that signs the tokens of this measurement alone';
  const key = await createSigningKey('EdDSA', 'bench');
  const server = await startJwksServer([key.jwk]);
  try {
    const { origin } = new URL(server.url);
    const { authenticate } = createAuthenticator({
      secrets: [secret],
      issuer: undefined,
      audience: undefined,
      jwks: { url: server.url, issuer: origin, audience: origin },
    });
    const names = Array.from({ length: users + 1 }, (_, index) => userName(index));
    const expires = Math.floor(Date.now() / 1000) + lifetimeSeconds;
    const eddsa = await Promise.all(
      names.map(async (sub) => `Bearer ${await key.sign({ sub, iss: origin, aud: origin, exp: expires })}`),
    );
    // One more than is measured: it fetches the keys.
    await authenticate(requestWith(eddsa.pop() ?? ''));
    return [
      await measure('EdDSA', authenticate, eddsa.map(requestWith)),
      await measure(
        'HS256',
        authenticate,
        names.slice(0, users).map((name) => requestWith(bearer(name, secret))),
      ),
    ];
  } finally {
    await server.stop();
  }
}
