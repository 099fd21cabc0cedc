import { printableText } from '../values/printable-text.ts';
import { readUnverified } from './unverified-token.ts';

/** The expected values of credentials, or the given ones: values that are safe to log, by name. */
export type Facts = Readonly<Record<string, string | number | readonly string[]>>;

/** The longest list that is shown. */
const maxListed = 3;

/** Leaves out the names that have no value, and makes the others safe to show. */
export function toFacts(values: Readonly<Record<string, unknown>>): Facts {
  const shown = Object.entries(values).flatMap(([name, value]) => {
    const fact = toFact(value);
    return fact === undefined ? [] : [[name, fact] as const];
  });
  return Object.fromEntries(shown);
}

function toFact(value: unknown): Facts[string] | undefined {
  if (typeof value === 'string') return printableText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : 'not a finite number';
  if (Array.isArray(value)) {
    const texts = value.slice(0, maxListed).map((item) => (typeof item === 'string' ? printableText(item) : 'no text'));
    return value.length > maxListed ? [...texts, `and ${value.length - maxListed} more`] : texts;
  }
  return value === undefined ? undefined : 'neither text nor number';
}

/** Lists the key, issuer and audience that a token names, and its age: never its user, nor its signature. */
export function tokenFacts(token: string): Facts {
  const { header, claims } = readUnverified(token);
  const now = Date.now() / 1000;
  const fromNow = (date: unknown): unknown => (typeof date === 'number' ? Math.round(date - now) : date);
  const expiresInSeconds = fromNow(claims?.['exp']);
  const issuedInSeconds = fromNow(claims?.['iat']);
  return toFacts({
    algorithm: header?.['alg'],
    kid: header?.['kid'],
    type: header?.['typ'],
    issuer: claims?.['iss'],
    audience: claims?.['aud'],
    ageSeconds: typeof issuedInSeconds === 'number' ? -issuedInSeconds : issuedInSeconds,
    expiresInSeconds,
    validInSeconds: fromNow(claims?.['nbf']),
  });
}
