/** The HTTP server of a contract: what every answer carries whatever the operation, and the documentation. */
export { createServer, type ServerOptions } from './server.ts';
