import { fileURLToPath } from 'node:url';

/** The folder of the JavaScript that the test run has made of the sources. It is laid out as they are. */
export const compiledRoot = fileURLToPath(new URL('../..', import.meta.url));
