export type { Connection } from './connection.ts';
export { DataDirectoryInUse, EmbeddedPostgresError } from './errors.ts';
export type { Log } from './log.ts';
export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './supervisor.ts';
