/** `npm run mock`: the contract, served from its examples. */
import closeWithGrace from 'close-with-grace';
import { examples } from '../../generated/examples.ts';
import { ConfigError, takeEnvironment } from '../process/config.ts';
import { readContract } from '../contract/index.ts';
import { createLogger } from '../process/logger.ts';
import { start } from '../process/program.ts';
import { buildMock } from './app.ts';
import { readMockConfig } from './config.ts';
import { welcome } from './welcome.ts';

/** After this long, what still runs is cut off. */
const closeWithinMs = 5_000;

async function main(): Promise<void> {
  const { host, port, logLevel, ...options } = readMockConfig(takeEnvironment());
  const logger = createLogger(logLevel);
  const app = await buildMock({ contract: readContract(), examples, logger, ...options });
  closeWithGrace({ delay: closeWithinMs, logger }, async ({ err, signal }) => {
    if (err) logger.fatal({ err }, 'closing after an error');
    else logger.info({ signal }, 'closing');
    await app.close();
  });
  console.log(welcome(await app.listen({ host, port })));
}

await start(main, [ConfigError]);
