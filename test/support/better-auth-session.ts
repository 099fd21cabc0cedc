/** A session, as a front end gets it over HTTP. */
export interface Session {
  readonly userId: string;
  /** The answer of `GET /api/auth/token`. */
  readonly token: string;
  /** The session token as Better Auth's API returns it and, with the `bearer` plugin, the signed one. */
  readonly opaqueTokens: readonly string[];
  /** All cookies by name. */
  readonly cookies: Readonly<Record<string, string>>;
  /** Calls `GET /api/auth/token` again. */
  readonly newToken: () => Promise<string>;
  /** The header `set-auth-jwt` of `GET /api/auth/get-session`. */
  readonly tokenInHeader: () => Promise<string | null>;
}

/** Signs up and, with the session's cookies, gets a token. */
export async function signUp(origin: string, email: string): Promise<Session> {
  const { headers, body } = await ask(`${origin}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ name: 'Somebody', email, password: 'a long password' }),
  });
  const cookies = Object.fromEntries(headers.getSetCookie().map(toCookie));
  const cookie = Object.entries(cookies)
    .map((pair) => pair.join('='))
    .join('; ');
  const get = (path: string) => ask(`${origin}/api/auth/${path}`, { headers: { cookie } });
  const newToken = async (): Promise<string> => textOf(member((await get('token')).body, 'token'));
  const signed = headers.get('set-auth-token');
  return {
    userId: textOf(member(member(body, 'user'), 'id')),
    token: await newToken(),
    opaqueTokens: [textOf(member(body, 'token')), ...(signed === null ? [] : [signed])],
    cookies,
    newToken,
    tokenInHeader: async () => (await get('get-session')).headers.get('set-auth-jwt'),
  };
}

async function ask(url: string, request: RequestInit): Promise<{ headers: Headers; body: unknown }> {
  const response = await fetch(url, request);
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  }
  return { headers: response.headers, body: await response.json() };
}

function toCookie(header: string): readonly [string, string] {
  const [name = '', ...value] = header.split(';', 1).join('').split('=');
  return [name, value.join('=')];
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

/** Makes sure that a value is text. @throws if it is not */
export function textOf(value: unknown): string {
  if (typeof value !== 'string') {
    throw new Error('Better Auth did not answer as expected.');
  }
  return value;
}
