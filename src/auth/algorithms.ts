/** The algorithms of the tokens that are accepted. specs/features/authentication.md lists them; a test compares. */

/** The algorithm of tokens that are signed with a shared secret. */
export const sharedSecretAlgorithm = 'HS256';

/** The algorithms of tokens whose keys come from the JWKS. */
export const publicKeyAlgorithms = ['EdDSA', 'ES256', 'RS256', 'PS256'] as const;

export type PublicKeyAlgorithm = (typeof publicKeyAlgorithms)[number];

export type Algorithm = typeof sharedSecretAlgorithm | PublicKeyAlgorithm;
