import { pino, type DestinationStream } from 'pino';
import { isRecord } from '../values/is-record.ts';
import type { FormatLine } from './line-format.ts';

/**
 * Limits on what is collected before it is written, because a write costs more than making the line. A pipe takes this
 * many bytes as one piece, so lines of workers that share the pipe do not mix.
 */
const pieceLength = 4_096;
const pieceMs = 20;

/** Bytes that wait for a reader that is slow or gone. Later lines are dropped and counted. */
const maxWaitingBytes = 1_048_576;

/** Longest wait for a slow reader when the process exits, in milliseconds. */
const exitWaitMs = 1_000;
const exitRetryMs = 10;

/**
 * Standard output as the destination of the log. It never blocks the process and never ends it: while nothing can be
 * written (a full pipe, a full disk, a closed pipe), up to `maxWaitingBytes` wait, and it tries again every `pieceMs`.
 * Once a line is dropped, all lines are, until what waits is written. Each gap is thus followed by one line about it.
 *
 * sonic-boom's mode `sync: true` on a file descriptor that does not block keeps what waits. Its asynchronous mode
 * writes in a thread: `process.exit()` waits for that thread, and `flushSync()` repeats for ever what fails.
 */
export class LogOutput implements DestinationStream {
  readonly #stream = pino.destination({
    dest: 1,
    sync: true,
    minLength: 1,
    maxLength: maxWaitingBytes,
    maxWrite: pieceLength,
    retryEAGAIN: () => false,
  });
  readonly #reportGap: (lines: number) => void;
  readonly #format: FormatLine;
  readonly #preventBlocking = blockingPreventer(process.stdout);
  #piece = '';
  #timer: NodeJS.Timeout | undefined;
  /** Why something waits; undefined when everything is written. */
  #obstacle: string | undefined;
  #droppedLines = 0;

  /**
   * @param reportGap logs how many lines were dropped, when lines can be written again
   * @param format makes of a line what is written
   */
  constructor(reportGap: (lines: number) => void, format: FormatLine) {
    this.#reportGap = reportGap;
    this.#format = format;
    // pino's own listener throws all errors but EPIPE, after which it discards everything.
    this.#stream.removeAllListeners('error');
    this.#stream.on('error', ({ code }: NodeJS.ErrnoException) => (this.#obstacle = code ?? 'unknown'));
    this.#stream.on('drop', (piece: string) => {
      // Nothing was tried. The next attempt shows whether there is an obstacle.
      this.#obstacle ??= 'EAGAIN';
      this.#droppedLines += piece.split('\n').length - 1;
    });
    process.on('exit', () => this.#finish());
  }

  /** Adds one line. */
  write(json: string): void {
    const line = this.#format(json);
    if (this.#piece.length + line.length > pieceLength) this.#passOn();
    if (this.#droppedLines > 0) {
      this.#droppedLines += 1;
      return;
    }
    this.#piece += line;
    this.#timer ??= setTimeout(() => this.#passOn(), pieceMs).unref();
  }

  /** Writes as much as possible, and tries again later if something is left. */
  #passOn(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#tryToWrite();
    if (this.#obstacle !== undefined) this.#timer = setTimeout(() => this.#passOn(), pieceMs).unref();
    else if (this.#droppedLines > 0) this.#endGap();
  }

  #tryToWrite(): void {
    const piece = this.#piece;
    const waited = this.#obstacle !== undefined;
    this.#piece = '';
    this.#obstacle = undefined;
    this.#preventBlocking();
    if (piece !== '') this.#stream.write(piece);
    else if (waited) this.#stream.flush();
  }

  #endGap(): void {
    const lines = this.#droppedLines;
    this.#droppedLines = 0;
    this.#reportGap(lines);
  }

  /** Writes what is left, and waits for a reader that is slow. */
  #finish(): void {
    const deadline = performance.now() + exitWaitMs;
    const clock = new Int32Array(new SharedArrayBuffer(4));
    this.#passOn();
    while (this.#piece !== '' || (this.#obstacle === 'EAGAIN' && performance.now() < deadline)) {
      if (this.#obstacle !== undefined) Atomics.wait(clock, 0, 0, exitRetryMs);
      this.#passOn();
    }
  }
}

/**
 * Finds how to make writes to a stream's file descriptor fail with EAGAIN instead of blocking. It must be repeated: the
 * setting belongs to the open pipe or socket, and a worker that starts or ends resets it for every process that shares
 * it. Node's public interface only sets it once. Regular files have no such handle.
 */
function blockingPreventer(stream: NodeJS.WriteStream): () => void {
  const handle: unknown = Reflect.get(stream, '_handle');
  if (!isRecord(handle) || typeof handle['setBlocking'] !== 'function') return () => undefined;
  const { setBlocking } = handle;
  return () => void Reflect.apply(setBlocking, handle, [false]);
}
