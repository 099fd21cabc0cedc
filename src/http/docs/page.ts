/** The documentation page. It loads nothing from, and sends nothing to, another host. */
export const docsPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>tasks-api</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="icon" href="data:," />
    <style>
      body {
        margin: 0;
      }
      /* Redoc's attribution shows no logo, as the page loads nothing from other hosts. */
      a[href*='redocly.com/redoc'] {
        display: none !important;
      }
    </style>
  </head>
  <body>
    <div id="redoc"></div>
    <noscript>This page needs JavaScript. The contract is at <a href="/openapi.yaml">/openapi.yaml</a>.</noscript>
    <script type="module" src="/docs/start.js"></script>
  </body>
</html>
`;

/** Limits the page to this server's own files. Redoc creates its styles at run time, so inline styles are allowed. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The script of the page: writes the address of this server and, where the server gives one, a token into the samples,
 * and runs Redoc with telemetry off. Patterns are hidden: the descriptions say them in words.
 *
 * @param givesToken the server has `/docs/token`
 */
export function docsScript(givesToken: boolean): string {
  return `import { init } from './redoc.standalone.js';

const address = new URL('..', import.meta.url).href.slice(0, -1);
const response = await fetch(new URL('openapi.json', import.meta.url));
let text = (await response.text()).replaceAll('http://127.0.0.1:8000', address);
${givesToken ? tokenScript : ''}const options = { disableTelemetry: true, hideSchemaPattern: true };
init(JSON.parse(text), options, document.getElementById('redoc'));
`;
}

const tokenScript = `const answer = await fetch(new URL('token', import.meta.url), { cache: 'no-store' });
if (answer.status === 200) text = text.replaceAll('YOUR_TOKEN', await answer.text());
`;
