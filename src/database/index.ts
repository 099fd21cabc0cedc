/** PostgreSQL: statements and the connections that run them, migrations, and the errors that are no fault of ours. */
export type { DatabaseAddress } from './address.ts';
export { DataDirectoryInUse, EmbeddedPostgresError, startEmbeddedPostgres, type Log } from './embedded/index.ts';
export { databaseProblem } from './errors.ts';
export { openMigrationPool } from './migration-pool.ts';
export { isMigrated, migrateDown, MigrationError, migrateUp } from './migrator.ts';
export { openPool, type Database } from './pool.ts';
export type { Row } from './protocol.ts';
export { statement, type Statement, type ValueOf } from './statement.ts';
