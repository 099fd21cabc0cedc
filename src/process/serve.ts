/** The server as a program. `src/main.ts` loads it. */
import cluster from 'node:cluster';
import type { Logger } from 'pino';
import { databaseUrl, EmbeddedPostgresError, MigrationError } from '../database/index.ts';
import { configWarnings } from './config-warnings.ts';
import { ConfigError, type Config } from './config.ts';
import { developmentToken, withDevelopmentSecret } from './development-credentials.ts';
import { takeEnvironment, type Environment } from './environment.ts';
import { openLog } from './logger.ts';
import { onEndOfNpm } from './npm.ts';
import { openDatabase, startPostgres, type RunningPostgres } from './postgres.ts';
import { runProgram } from './program.ts';
import { readConfig } from './read-config.ts';
import { Shutdown } from './shutdown.ts';
import { startServer } from './start-server.ts';
import { welcome } from './welcome.ts';
import { onCloseRequest, startWorkers, WorkerError } from './workers.ts';

/** Longer than the 10 s that a shutdown may take at most. */
const shutdownLimitMs = 12_000;

/** Serves until the shutdown. Returns the address. */
async function serve(
  config: Config,
  environment: Environment,
  { address }: RunningPostgres,
  logger: Logger,
  shutdown: Shutdown,
): Promise<string> {
  if (config.workers > 1 && cluster.isPrimary) {
    const forWorkers = { ...environment, DATABASE_URL: databaseUrl(address) };
    return startWorkers(config.workers, forWorkers, logger, shutdown);
  }
  const db = openDatabase(address, config, logger);
  shutdown.addStep(db.close);
  const server = await startServer(config, db, logger);
  shutdown.addStep(server.close);
  return server.address;
}

async function main(): Promise<void> {
  const environment = takeEnvironment();
  const configured = readConfig(environment);
  const config = await withDevelopmentSecret(configured);
  const logger = await openLog(config.logLevel, config.production);
  if (!cluster.isWorker) for (const warning of configWarnings(environment)) logger.warn(warning);
  const shutdown = new Shutdown(logger, shutdownLimitMs);
  onCloseRequest(shutdown);
  onEndOfNpm(shutdown.begin);

  const postgres = await startPostgres(config, logger, shutdown.fail);
  shutdown.addStep(postgres.stop);
  const serverAddress = await serve(config, environment, postgres, logger, shutdown);

  if (config.production || cluster.isWorker) return;
  console.log(welcome(serverAddress, config === configured ? undefined : developmentToken(config, 'demo')));
}

await runProgram(main, [ConfigError, EmbeddedPostgresError, MigrationError, WorkerError]);
