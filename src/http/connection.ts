import type { Socket } from 'node:net';
import type { NotifyingResponse } from './notifying-response.ts';
import { mayHaveLongBody } from './body-headers.ts';
import {
  answerReadWithinMs,
  lingerMs,
  maxIgnoredRequests,
  maxOpenAnswers,
  maxUnreadBytes,
  maxWaitingRequests,
} from './limits.ts';

/** Serves the request of an answer. */
export type Serve = (answer: NotifyingResponse) => void;

interface Waiting {
  readonly answer: NotifyingResponse;
  readonly serve: Serve;
}

function ignore(): void {
  // The error of a connection that ends anyway.
}

/**
 * The connection of a client, with the requests on it that are not answered yet. Node puts no limit on pipelined
 * requests, nor on answers that nobody reads. Here a request waits while too many are under way, or too much of the
 * answers is unread.
 */
export class Connection {
  readonly socket: Socket;
  readonly openedAt = performance.now();
  readonly #serve: Serve;
  readonly #waiting: Waiting[] = [];
  /** Answers under way, in the order of their requests: Node gives them to the client in this order. */
  #open: NotifyingResponse[] = [];
  /** Since when bytes of one answer wait to be read. */
  #unreadSince: number | undefined;
  /** The answer to the newest request. */
  #last: NotifyingResponse | undefined;
  #ending = false;
  #ignored = 0;
  #finish: (() => void) | undefined;

  constructor(socket: Socket, serve: Serve) {
    this.socket = socket;
    this.#serve = serve;
    // Node calls this after an answer with `Connection: close`.
    socket.destroySoon = () => this.#linger();
    socket.once('close', () => this.#forget());
  }

  /** True if a request has not been answered, or its answer has not been taken. */
  get isBusy(): boolean {
    return this.#open.length + this.#waiting.length > 0;
  }

  /** Bytes of answers that the client has not taken. */
  get unreadBytes(): number {
    // Node keeps an answer apart until those before it are given to the socket.
    const kept = this.#open.reduce((sum, answer) => (answer.socket ? sum : sum + answer.writableLength), 0);
    return this.socket.writableLength + kept;
  }

  /** True if the body of the newest request has not arrived and is still wanted. */
  get isArriving(): boolean {
    return this.#last !== undefined && !this.#last.req.complete && !this.#last.writableEnded;
  }

  /**
   * Serves a request, now or when earlier ones are answered.
   *
   * @param serve replaces the handler that serves all others
   */
  take(answer: NotifyingResponse, serve = this.#serve): void {
    if (this.#ending) {
      this.#ignored += 1;
      if (this.#ignored > maxIgnoredRequests) this.socket.destroy();
      return;
    }
    this.#last = answer;
    if (mayHaveLongBody(answer.req)) this.#closeUnlessRead(answer);
    if (this.#waiting.length === 0 && this.#hasRoom()) {
      this.#start(answer, serve);
      return;
    }
    this.#waiting.push({ answer, serve });
    if (this.#waiting.length >= maxWaitingRequests) this.endAfterAnswers();
  }

  /** Makes the newest request the last: its answer says `Connection: close`. Later ones are not answered. */
  endAfterAnswers(): void {
    if (!this.#last || this.#last.headersSent) return;
    this.#ending = true;
    this.#last.shouldKeepAlive = false;
  }

  /**
   * Ends the connection after the answers under way, because what follows them is not a request.
   *
   * @param refuse writes the refusal; not called if the fault is in the body of a request that is answered
   */
  endWith(refuse: () => void): void {
    if (this.#finish) {
      this.#skip();
      return;
    }
    this.#ending = true;
    const isBodyOfAnswered = this.#last !== undefined && !this.#last.req.complete && this.#last.writableEnded;
    this.#finish = () => {
      if (!isBodyOfAnswered && this.socket.writable) refuse();
      this.#linger();
    };
    this.socket.on('error', ignore);
    this.#finishIfAnswered();
  }

  /** Closes a connection whose client has not taken one answer for too long. To be called now and then. */
  closeIfUnread(): void {
    const now = performance.now();
    if (this.#open.length === 0 || this.socket.writableLength === 0) this.#unreadSince = undefined;
    else if (now - (this.#unreadSince ??= now) > answerReadWithinMs) this.socket.destroy();
  }

  #hasRoom(): boolean {
    return this.#open.length < maxOpenAnswers && this.unreadBytes <= maxUnreadBytes;
  }

  #start(answer: NotifyingResponse, serve: Serve): void {
    this.#open.push(answer);
    answer.on('close', this.#taken);
    serve(answer);
  }

  /** Makes a refusal that comes before the body the last answer, so that the body need not be read. */
  #closeUnlessRead(answer: NotifyingResponse): void {
    const { shouldKeepAlive } = answer;
    answer.shouldKeepAlive = false;
    answer.req.once('end', () => {
      const isLast = this.#ending && this.#last === answer;
      answer.shouldKeepAlive = shouldKeepAlive && !isLast;
    });
  }

  /** Goes on when the client has taken an answer, or the connection is lost. */
  readonly #taken = (): void => {
    if (!this.#open.shift()) return;
    this.#unreadSince = undefined;
    while (this.#waiting.length > 0 && this.#hasRoom()) {
      const next = this.#waiting.shift();
      if (next) this.#start(next.answer, next.serve);
    }
    this.#finishIfAnswered();
  };

  #finishIfAnswered(): void {
    // A request whose body is broken will not be answered.
    if (this.#open.length + this.#waiting.length - (this.isArriving ? 1 : 0) > 0) return;
    const finish = this.#finish;
    if (finish) this.#finish = ignore;
    finish?.();
  }

  /**
   * Closes in two steps: says that nothing follows, and waits until the client has read the answer. At once, the bytes
   * that the client still sends would make its system throw the answer away.
   */
  #linger(): void {
    const { socket } = this;
    socket.end();
    const timer = setTimeout(() => socket.destroy(), lingerMs);
    socket.once('close', () => clearTimeout(timer));
    if (this.#last?.req.complete === false) this.#skip();
  }

  /** Reads nothing more from a client that goes on sending. */
  #skip(): void {
    const { socket } = this;
    if (socket.readableEnded) {
      socket.destroy();
      return;
    }
    socket.pause();
    // Node resumes reading once more, to skip the rest of a body.
    setImmediate(() => socket.pause());
  }

  #forget(): void {
    this.#ending = true;
    this.#open = [];
    this.#waiting.length = 0;
    this.#finish = ignore;
  }
}
