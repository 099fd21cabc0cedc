/** `npm run mock`: serves the contract from its examples. */
import { examples } from '../../generated/examples.ts';
import { readContract } from '../contract/index.ts';
import { ConfigError } from '../process/config.ts';
import { takeEnvironment } from '../process/environment.ts';
import { openLog } from '../process/logger.ts';
import { onEndOfNpm } from '../process/npm.ts';
import { runProgram } from '../process/program.ts';
import { Shutdown } from '../process/shutdown.ts';
import { buildMock } from './app.ts';
import { mockWarnings, readMockConfig } from './config.ts';
import { welcome } from './welcome.ts';

const shutdownLimitMs = 5_000;

async function main(): Promise<void> {
  const environment = takeEnvironment();
  const { host, port, logLevel, http } = readMockConfig(environment);
  const logger = await openLog(logLevel, false);
  for (const warning of mockWarnings(environment)) logger.warn(warning);
  const app = await buildMock({ contract: readContract(), examples, logger, ...http });
  const shutdown = new Shutdown(logger, shutdownLimitMs);
  shutdown.addStep(() => app.close());
  onEndOfNpm(shutdown.begin);
  console.log(welcome(await app.listen({ host, port })));
}

await runProgram(main, [ConfigError]);
