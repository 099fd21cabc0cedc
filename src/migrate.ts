/** `npm run migrate`: runs what has not run yet on DATABASE_URL. `npm run migrate -- down` undoes the newest migration. */
import { processEnvironment, readConfig } from './config.ts';
import { openDatabase } from './database/connection.ts';
import { migrateDown, migrateUp } from './database/migrator.ts';

// What production must have to serve, it need not have to be migrated.
const { database } = readConfig({ ...processEnvironment(), NODE_ENV: undefined });
const [direction = 'up', ...rest] = process.argv.slice(2);

if (database.url === undefined) {
  console.error('DATABASE_URL is not set. The embedded database is migrated by "npm start".');
  process.exitCode = 1;
} else if (rest.length > 0 || (direction !== 'up' && direction !== 'down')) {
  console.error('usage: npm run migrate [-- up|down]');
  process.exitCode = 1;
} else {
  const db = openDatabase({
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
