import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type JWK, type JWTHeaderParameters, type JWTPayload } from 'jose';

/** A JWKS endpoint whose answers the test controls. */
export interface JwksServer {
  readonly url: string;
  /** The number of requests so far. */
  readonly requests: number;
  /** Answers with these keys from now on. */
  serve(keys: readonly unknown[]): void;
  /** Answers with this listener from now on. */
  answer(listener: RequestListener): void;
  /** Stops listening: connections are refused. */
  stop(): Promise<void>;
  /** Listens again, at the same address. */
  restart(): Promise<void>;
}

/** Starts a JWKS endpoint that answers with these keys. */
export async function startJwksServer(keys: readonly unknown[]): Promise<JwksServer> {
  let requests = 0;
  let listener: RequestListener;
  const serve = (served: readonly unknown[]): void => {
    listener = (_request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: served }));
    };
  };
  serve(keys);
  const server = createServer((request, response) => {
    requests += 1;
    listener(request, response);
  });
  const origin = await listen(server);
  return {
    url: `${origin}/jwks`,
    get requests() {
      return requests;
    },
    serve,
    answer(next) {
      listener = next;
    },
    stop: () => close(server),
    async restart() {
      await listen(server, Number(new URL(origin).port));
    },
  };
}

/** Listens on the loopback interface. @returns the server's origin */
export async function listen(server: Server, port = 0): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server has no port.');
  }
  return `http://127.0.0.1:${address.port}`;
}

/** Closes a server, unless it is closed already. */
export async function close(server: Server): Promise<void> {
  if (server.listening) {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
}

/** A key pair that signs tokens. */
export interface SigningKey {
  /** The public key, with `kid` and `alg`. */
  readonly jwk: JWK;
  readonly privateJwk: JWK;
  /** Signs a token. Its header has the key's `alg` and, by default, its `kid`. */
  sign(claims: JWTPayload, header?: Omit<JWTHeaderParameters, 'alg'>): Promise<string>;
}

/** Generates a key pair for a JWS algorithm. */
export async function createSigningKey(algorithm: string, kid: string): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm },
    privateJwk: { ...(await exportJWK(privateKey)), kid, alg: algorithm },
    sign: (claims, header = { kid }) =>
      new SignJWT(claims).setProtectedHeader({ ...header, alg: algorithm }).sign(privateKey),
  };
}
