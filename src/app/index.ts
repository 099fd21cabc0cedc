/** The application: the operations of the contract, and the server that is made of them. */
export { buildApp, type AppDependencies } from './build-app.ts';
