/**
 * The HTTP server of a contract: the parts of an answer that are the same for every operation, and the documentation.
 */
export type { CorsExtension } from './cors.ts';
export { createServer, type ServerOptions } from './server.ts';
export type { HttpSettings } from './settings.ts';
