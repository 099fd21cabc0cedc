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

/** The script of the page: runs Redoc on the contract, with telemetry off. */
export const docsScript = `import { init } from './redoc.standalone.js';

const response = await fetch('/openapi.json');
init(await response.json(), { disableTelemetry: true }, document.getElementById('redoc'));
`;
