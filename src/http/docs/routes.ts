import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import fresh from 'fresh';
import { mountUndeclaredMethods, type Contract } from '../../contract/index.ts';
import { packageRoot } from '../../values/package-root.ts';
import { contentSecurityPolicy, docsPage, docsScript } from './page.ts';
import { pageDocument, sampleUser } from './page-document.ts';
import { problemPages } from './problem-pages.ts';
import { mountRoot } from './root.ts';
import { mountSampleToken, type SignSampleToken } from './sample-token.ts';

/** Serves one file with an entity tag, so that clients revalidate it instead of loading it again. */
function mountAsset(
  app: FastifyInstance,
  { compiled }: Contract,
  url: string,
  contentType: string,
  content: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  const etag = `"${createHash('sha256').update(content).digest('base64url')}"`;
  app.get(url, async (request, reply) => {
    reply.headers({ ...headers, etag, 'cache-control': 'no-cache' });
    if (fresh(request.headers, { etag })) return reply.code(304).send();
    return reply.header('content-type', contentType).send(content);
  });
  mountUndeclaredMethods(app, url, ['GET'], compiled.serverResponses);
}

/**
 * Serves the contract as JSON, as YAML and as a Redoc page, a page for each kind of problem, and `/`.
 *
 * @param publicPath the server's address in the served contract; empty for `/`
 * @param signSampleToken fills the samples of the page with a token; only for development
 */
export async function mountDocs(
  app: FastifyInstance,
  contract: Contract,
  publicPath: string,
  signSampleToken?: SignSampleToken,
): Promise<void> {
  const givesToken = signSampleToken !== undefined;
  const redoc = await readFile(join(packageRoot, 'generated', 'docs', 'redoc.standalone.js'));
  const json = contract.json.replace('"url": "/"', `"url": "${publicPath || '/'}"`);
  mountAsset(app, contract, '/openapi.json', 'application/json', json);
  mountAsset(
    app,
    contract,
    '/openapi.yaml',
    'application/yaml',
    contract.yaml.replace('- url: /\n', `- url: ${publicPath || '/'}\n`),
  );
  mountAsset(app, contract, '/docs', 'text/html; charset=utf-8', docsPage, {
    'content-security-policy': contentSecurityPolicy,
  });
  mountAsset(app, contract, '/docs/start.js', 'text/javascript; charset=utf-8', docsScript(givesToken));
  mountAsset(app, contract, '/docs/openapi.json', 'application/json', pageDocument(json, givesToken));
  if (signSampleToken) {
    const user = sampleUser(contract.json);
    mountSampleToken(app, contract, () => signSampleToken(user));
  }
  mountAsset(app, contract, '/docs/redoc.standalone.js', 'text/javascript; charset=utf-8', redoc);
  for (const [path, page] of problemPages) mountAsset(app, contract, path, 'text/html; charset=utf-8', page);
  mountRoot(app, contract);
}
