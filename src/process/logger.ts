import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';
import { findLineFormat } from './line-format.ts';
import { LogOutput } from './log-output.ts';

/** Fields of a Postgres error that quote the refused row, and so the texts of a user. */
const rowFields = ['detail', 'where', 'internalQuery'];

/** Credentials in logged requests, responses and headers. Nothing logs these today; the list protects future code. */
const credentials = [
  'authorization',
  'cookie',
  '["set-cookie"]',
  ...['headers', 'req.headers', 'request.headers', 'res.headers', 'response.headers'].flatMap((headers) => [
    `${headers}.authorization`,
    `${headers}.cookie`,
    `${headers}["set-cookie"]`,
  ]),
];

function withoutRows(error: Error): unknown {
  const { ...serialised } = stdSerializers.err(error);
  for (const name of rowFields) Reflect.deleteProperty(serialised, name);
  return serialised;
}

/** Creates a log that writes one JSON object per line. It never contains texts of users. */
export function createLogger(level: string, destination: DestinationStream): Logger {
  return pino({ level, serializers: { err: withoutRows }, redact: credentials }, destination);
}

/**
 * Opens the log of a program, on standard output.
 *
 * @param production false if a developer at a terminal shall get readable lines
 */
export async function openLog(level: string, production: boolean): Promise<Logger> {
  const reportGap = (lines: number): void =>
    logger.error({ lines }, 'log lines were dropped while none could be written');
  const logger = createLogger(level, new LogOutput(reportGap, await findLineFormat(production)));
  return logger;
}
