/**
 * The production server without its response check, to measure what the check costs. A loader hook replaces one module.
 * Production has no switch for this.
 */
import { register } from 'node:module';
import process from 'node:process';
import { URL } from 'node:url';
import { isMainThread } from 'node:worker_threads';

const main = new URL('../../../dist/src/main.js', import.meta.url);
const responseCheck = new URL('contract/response/check-response.js', main).href;

const unchecked = `
import { JsonText } from '../../values/json-text.js';
globalThis.responsesAreUnchecked = true;
export function checkResponse(responses, { status, mediaType, body }) {
  if (body instanceof JsonText) return { text: body.text };
  return { text: mediaType === undefined ? undefined : responses.get(status).content.get(mediaType).serialise(body) };
}
`;

export async function load(url, context, nextLoad) {
  if (url !== responseCheck) return nextLoad(url, context);
  return { format: 'module', source: unchecked, shortCircuit: true };
}

// Node.js loads this module a second time, in the thread that runs the hook.
if (isMainThread) {
  register(import.meta.url);
  await import(main.href);
  if (!globalThis.responsesAreUnchecked) {
    process.stderr.write('The response check was not replaced.\n');
    process.exit(1);
  }
}
