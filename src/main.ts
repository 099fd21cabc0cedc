import cluster from 'node:cluster';
import closeWithGrace from 'close-with-grace';
import { ConfigError, takeEnvironment, readConfig } from './process/config.ts';
import { databaseUrl, EmbeddedPostgresError, MigrationError } from './database/index.ts';
import { developmentToken, welcome, withDevelopmentSecret } from './process/development.ts';
import { createLogger } from './process/logger.ts';
import { serve, type Serving } from './process/listen.ts';
import { openDatabase, startPostgres } from './process/postgres.ts';
import { start } from './process/program.ts';
import { onCloseRequest, startWorkers, WorkerError } from './process/workers.ts';

/** After this long, what still runs is cut off. */
const closeWithinMs = 20_000;

async function main(): Promise<void> {
  const environment = takeEnvironment();
  const configured = readConfig(environment);
  const config = await withDevelopmentSecret(configured);
  const logger = createLogger(config.logLevel);
  const isAlone = config.workers === 1 || cluster.isWorker;
  /** What has to be closed, in this order. */
  const running: (() => Promise<void>)[] = [];
  let failure: Error | undefined;
  let isClosing = false;
  const { close } = closeWithGrace({ delay: closeWithinMs, logger }, async ({ err, signal }) => {
    isClosing = true;
    const cause = err ?? failure;
    if (cause) logger.fatal({ err: cause }, 'closing after an error');
    else logger.info({ signal }, 'closing');
    for (const stop of running) await stop();
    // So that whoever watches the process sees that it did not end well.
    if (failure) throw failure;
  });
  onCloseRequest(() => {
    if (!isClosing) close();
  });

  const postgres = await startPostgres(config, logger, (error) => {
    failure = error;
    close();
  });
  running.unshift(postgres.stop);
  let address: string;
  if (isAlone) {
    const db = openDatabase(postgres.address, config, logger);
    running.unshift(db.close);
    const server: Serving = await serve(config, db, logger);
    running.unshift(server.close);
    ({ address } = server);
  } else {
    const workers = await startWorkers(
      config.workers,
      { ...environment, DATABASE_URL: databaseUrl(postgres.address) },
      logger,
    );
    running.unshift(workers.close);
    ({ address } = workers);
  }
  if (config.production || cluster.isWorker) return;
  console.log(welcome(address, config === configured ? undefined : developmentToken(config, 'demo')));
}

await start(main, [ConfigError, EmbeddedPostgresError, MigrationError, WorkerError]);
