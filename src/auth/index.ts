/**
 * Authentication: turns the bearer token of a request into a principal. It verifies tokens; Better Auth issues them.
 */
export { createAuthenticator, type AuthenticatorOptions } from './authenticator.ts';
export { readBearerToken } from './bearer-token.ts';
export { signDevelopmentToken } from './development-token.ts';
export type { RefusalExplanation } from './explain-refusal.ts';
export type { KeyFault } from './key-set.ts';
export type { Principal } from './principal.ts';
export { minSecretBytes, weaknessOf } from './weak-secret.ts';
