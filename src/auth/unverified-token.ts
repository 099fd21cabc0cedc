import { isRecord } from '../values/is-record.ts';

type Members = Readonly<Record<string, unknown>>;

/** The claims of a token about itself. Nothing of it is verified yet. */
export interface UnverifiedToken {
  readonly header: Members | undefined;
  readonly claims: Members | undefined;
}

/** Decodes a token to tell why it was refused. Nothing may be decided by it. */
export function readUnverified(token: string): UnverifiedToken {
  const [header, claims] = token.split('.', 2);
  return { header: decode(header), claims: decode(claims) };
}

function decode(segment: string | undefined): Members | undefined {
  if (segment === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(segment, 'base64url').toString());
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
