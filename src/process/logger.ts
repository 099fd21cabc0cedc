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

/** As much as is held back before it is written, and for how long. A pipe takes so many bytes as one piece: workers share one. */
const heldBackLength = 4_096;
const heldBackMs = 20;

/**
 * Standard output, written in pieces instead of line by line: each write would cost more than the line took to make. What is held back is
 * written when the process ends, however it does unless it is killed.
 */
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true });
  let held = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (held !== '') output.write(held);
    held = '';
  };
  process.on('exit', flush);
  return {
    write(line) {
      if (held.length + line.length > heldBackLength) flush();
      held += line;
      timer ??= setTimeout(flush, heldBackMs).unref();
    },
  };
}

/** The server's log: one JSON object a line, to standard output where no destination is given. No text of a user gets into it. */
export function createLogger(level: string, destination: DestinationStream = standardOutput()): Logger {
  return pino({ level, serializers: { err: withoutRows }, redact: credentials }, destination);
}
