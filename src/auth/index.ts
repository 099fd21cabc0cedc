/** Authentication: a request's bearer token in, the principal that it names out. Tokens are verified here, and issued elsewhere. */
export { createAuthenticator, type AuthenticatorOptions } from './authenticator.ts';
export { readBearerToken } from './bearer-token.ts';
export { signDevelopmentToken } from './development-token.ts';
export type { Principal } from './principal.ts';
export { weaknessOf } from './weak-secret.ts';
