/** PostgreSQL: statements, the pool that runs them, migrations, the embedded server, and errors answered with 503. */
export { databaseTarget, databaseUrl, type DatabaseAddress, type DatabaseTarget } from './address.ts';
export { integer, nullable, text } from './decoders.ts';
export { EmbeddedPostgresError, startEmbeddedPostgres, type Log } from './embedded/index.ts';
export { databaseProblem } from './errors.ts';
export { isMigrated, migrate, MigrationError } from './migrator.ts';
export { openPool, type Database } from './pool.ts';
export { findDatabaseFault } from './readiness.ts';
export { statement, type ValueOf } from './statement.ts';
