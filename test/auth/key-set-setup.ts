/** A JWKS endpoint with one key, and an authenticator that uses it. */
import { setTimeout } from 'node:timers/promises';
import type { Test } from 'tap';
import type { Authenticator } from '../../src/auth/authenticator.ts';
import type { KeySetTimes } from '../../src/auth/key-set-source.ts';
import type { ProblemAnswer } from '../../src/values/problems.ts';
import { createSigningKey, startJwksServer, type JwksServer } from '../support/jwks-server.ts';
import { authenticator, bearer, inSeconds } from './requests.ts';

export const alice = { userId: 'alice', email: null };
const issuer = 'https://auth.example.com';
export const claims = { sub: 'alice', iss: issuer, aud: issuer, exp: inSeconds(600) };
export const unavailable: ProblemAnswer = {
  problem: '/problems/service-unavailable',
  status: 503,
  headers: { 'Retry-After': 5 },
};
export const times: KeySetTimes = { freshFor: 1_000, cooldown: 200, timeout: 5_000, patience: 5_000 };
/** Longer than any test. */
export const forever = 60_000;

export const first = await createSigningKey('EdDSA', 'first');
export const second = await createSigningKey('EdDSA', 'second');
export const stranger = await createSigningKey('EdDSA', 'stranger');
export const token = bearer(await first.sign(claims));
export const newToken = bearer(await second.sign(claims));
export const strangeToken = bearer(await stranger.sign(claims));

/** Waits a little longer than asked, because a timer may fire early. */
export const wait = (milliseconds: number): Promise<void> => setTimeout(milliseconds + 20);

export interface Started extends Authenticator {
  /** Resolves to true once tokens can be verified. */
  readonly isReady: () => Promise<boolean>;
  readonly server: JwksServer;
  readonly errors: unknown[];
}

/** Starts the endpoint with the key `first`, and an authenticator that trusts it. */
export async function start(t: Test, changed: Partial<KeySetTimes> = {}): Promise<Started> {
  const server = await startJwksServer([first.jwk]);
  t.teardown(() => server.stop());
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const jwks = { url: server.url, issuer, audience: issuer, times: { ...times, ...changed }, onError };
  const started = authenticator({ jwks });
  return { server, errors, ...started, isReady: async () => (await started.findKeyFault()) === undefined };
}
