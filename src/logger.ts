import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';

/** Where Postgres quotes the row that it refused: the user's own texts. */
const quotesRows = ['detail', 'where', 'internalQuery'];

/** What carries credentials, wherever somebody logs a request, a response or their headers. Nothing here does. */
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
  for (const name of quotesRows) Reflect.deleteProperty(serialised, name);
  return serialised;
}

/** The server's log: one JSON object a line, to standard output where no destination is given. No text of a user gets into it. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = { level, serializers: { err: withoutRows }, redact: credentials };
  return destination === undefined ? pino(options) : pino(options, destination);
}
