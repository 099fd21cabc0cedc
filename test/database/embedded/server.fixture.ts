/**
 * A server process with an embedded Postgres on the directory in its first argument. Reports events as lines of JSON.
 * On SIGINT it waits, queries the database once more and stops, like a draining server. On SIGHUP it exits at once.
 */
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { DataDirectoryInUse, startEmbeddedPostgres } from '../../../src/database/embedded/index.ts';

function report(event: string, facts: object): void {
  process.stdout.write(`${JSON.stringify({ event, ...facts })}\n`);
}

function logger(level: string) {
  return (...args: [string] | [object, string]) => {
    report('log', { level, message: args.at(-1) });
  };
}

const [, , directory = ''] = process.argv;
const log = { debug: logger('debug'), info: logger('info'), warn: logger('warn'), error: logger('error') };

async function main(): Promise<void> {
  const { address, stop } = await startEmbeddedPostgres({
    directory,
    log,
    onFailure: ({ message }) => {
      report('failure', { message });
    },
  });
  process.once('SIGHUP', () => process.exit(0));
  process.once('SIGINT', () => {
    void (async () => {
      await delay(300);
      const client = new pg.Client(address);
      await client.connect();
      await client.query('SELECT 1');
      await client.end();
      report('drained', {});
      await stop();
    })();
  });
  report('ready', { address });
}

main().catch((error: unknown) => {
  const pid = error instanceof DataDirectoryInUse ? error.pid : undefined;
  report('refused', error instanceof Error ? { name: error.name, message: error.message, pid } : {});
  process.exitCode = 1;
});
