import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino';

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

/**
 * Limits on what is buffered before it is written. A pipe takes this many bytes as one piece, so lines of workers that
 * share the pipe do not mix.
 */
const bufferLength = 4_096;
const bufferMs = 20;

/**
 * Opens standard output with a buffer, because a write costs more than making the line. The buffer is written when the
 * process exits, unless it is killed.
 */
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true });
  let buffer = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (buffer !== '') output.write(buffer);
    buffer = '';
  };
  process.on('exit', flush);
  return {
    write(line) {
      if (buffer.length + line.length > bufferLength) flush();
      buffer += line;
      timer ??= setTimeout(flush, bufferMs).unref();
    },
  };
}

/** Creates the log: one JSON object per line, to standard output by default. It never contains texts of users. */
export function createLogger(level: string, destination: DestinationStream = standardOutput()): Logger {
  return pino({ level, serializers: { err: withoutRows }, redact: credentials }, destination);
}
