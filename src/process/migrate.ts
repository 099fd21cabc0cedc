/** `npm run migrate`: runs what has not run yet on DATABASE_URL. `npm run migrate -- down` undoes the newest migration. */
import { ConfigError } from './config.ts';
import { takeEnvironment } from './environment.ts';
import { readConfig } from './read-config.ts';
import { openMigrationPool, migrateDown, MigrationError, migrateUp } from '../database/index.ts';

async function migrate([direction = 'up', ...rest]: readonly string[]): Promise<void> {
  // What production must have to serve, it need not have to be migrated.
  const { database } = readConfig({ ...takeEnvironment(), NODE_ENV: undefined });
  if (database.url === undefined) {
    throw new ConfigError('DATABASE_URL is not set. The embedded database is migrated by "npm start".');
  }
  if (rest.length > 0 || (direction !== 'up' && direction !== 'down')) {
    throw new ConfigError('usage: npm run migrate [-- up|down]');
  }
  const db = openMigrationPool({
    address: { connectionString: database.url },
    poolSize: 2,
    onConnectionLost: (error) => console.error(error.message),
  });
  try {
    const steps = await (direction === 'up' ? migrateUp(db) : migrateDown(db));
    for (const step of steps) console.log(`${step.direction} ${step.name}`);
    if (steps.length === 0) console.log('nothing to do');
  } finally {
    await db.destroy();
  }
}

try {
  await migrate(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof ConfigError || error instanceof MigrationError ? error.message : error);
  process.exitCode = 1;
}
