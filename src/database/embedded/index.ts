/** PostgreSQL from an npm package, run by this process on a data directory. */
export type { EmbeddedAddress } from './address.ts';
export { claimDataDirectory } from './claim.ts';
export { startEmbeddedPostgres } from './embedded-postgres.ts';
export { DataDirectoryInUse, EmbeddedPostgresError } from './errors.ts';
export type { Log } from './log.ts';
