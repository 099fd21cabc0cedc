/** Migrates DATABASE_URL up, or undoes the newest migration. `src/process/migrate.ts` loads it. */
import { migrate, MigrationError } from '../database/index.ts';
import { configWarnings } from './config-warnings.ts';
import { ConfigError } from './config.ts';
import { takeEnvironment } from './environment.ts';
import { readConfig } from './read-config.ts';

const usage = 'usage: npm run migrate [-- up|down]';

async function main([direction = 'up', ...rest]: readonly string[]): Promise<void> {
  if (direction === '--help' || direction === '-h') {
    console.log(usage);
    return;
  }
  if (rest.length > 0 || (direction !== 'up' && direction !== 'down')) throw new ConfigError(usage);
  // Production settings that the server requires are not required to migrate.
  const environment = { ...takeEnvironment(), NODE_ENV: 'development' };
  const { database } = readConfig(environment);
  for (const warning of configWarnings(environment)) console.error(warning);
  if (database.url === undefined) {
    throw new ConfigError('DATABASE_URL is not set. The embedded database is migrated by "npm start".');
  }
  const steps = await migrate({ connectionString: database.url }, direction, database.schema);
  for (const step of steps) console.log(`${step.direction} ${step.name}`);
  if (steps.length === 0) console.log('nothing to do');
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof ConfigError || error instanceof MigrationError ? error.message : error);
  process.exitCode = 1;
}
