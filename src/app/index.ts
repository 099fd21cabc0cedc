/** The application: the handlers of the contract's operations, and the server built from them. */
export { buildApp } from './build-app.ts';
