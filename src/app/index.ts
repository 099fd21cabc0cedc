/** The application: the handlers of the contract's operations, and the server built from them. */
export { buildApp, type AppDependencies } from './build-app.ts';
