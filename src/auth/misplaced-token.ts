import type { IncomingMessage } from 'node:http';

/** Headers in which other services take a token. */
const otherHeaders = ['proxy-authorization', 'x-access-token', 'x-auth-token', 'x-authorization', 'x-api-key'] as const;

/** Names the place of a request without credentials in which its sender seems to have put a token. */
export function misplacedToken({ headers, url = '' }: Pick<IncomingMessage, 'headers' | 'url'>): string | undefined {
  const header = otherHeaders.find((name) => headers[name] !== undefined);
  if (header !== undefined) return `the header ${header}`;
  if (/[?&](?:access_token|token|jwt|authorization)=/i.test(url)) return 'the query';
  const cookieNames = headers.cookie?.split(';').map((cookie) => cookie.split('=', 1).join()) ?? [];
  return cookieNames.some((name) => /token|session|jwt|auth/i.test(name)) ? 'a cookie' : undefined;
}
