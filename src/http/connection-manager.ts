import { createServer, METHODS, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { parserProblem, sendFinalAnswer, writeFinalAnswer, type FinalAnswerOptions } from '../contract/index.ts';
import { problem, type ProblemAnswer } from '../values/problems.ts';
import { Admission, type AdmissionOptions } from './admission.ts';
import { NotifyingResponse } from './notifying-response.ts';
import { hasUnknownCoding } from './body-headers.ts';
import { closeConnections, closeUnreadConnections, limitUnreadBytes, type Stop } from './close-connections.ts';
import { Connection } from './connection.ts';
import {
  acceptWithinMs,
  headersTimeoutMs,
  keepAliveMs,
  requestTimeoutMs,
  stalledTimeoutMs,
  timeoutCheckMs,
} from './limits.ts';

export interface ConnectionManagerOptions extends Pick<AdmissionOptions, 'shed' | 'isExempt'> {
  readonly finalAnswers: FinalAnswerOptions;
  /** The methods of the whole server. */
  readonly methods: readonly string[];
}

/** The methods of HTTP. Node's parser reads more, those of RTSP, but gives no name to them here. */
const httpMethods = new Set(METHODS);

const serverOptions = {
  ServerResponse: NotifyingResponse,
  headersTimeout: headersTimeoutMs,
  requestTimeout: requestTimeoutMs,
  connectionsCheckingInterval: timeoutCheckMs,
  keepAliveTimeout: keepAliveMs,
  // Node's own refusal is not a problem document. `answerWithoutHandler` refuses instead.
  requireHostHeader: false,
};

/** Sends `100 Continue` once the body of a request is wanted: when its reader has begun to read it. */
function continueOnceRead(answer: NotifyingResponse): void {
  // Node reads what is left of a body after the answer, too.
  answer.req.once('resume', () => {
    if (!answer.headersSent) answer.writeContinue();
  });
}

/**
 * Manages the connections between Node's HTTP server and Fastify. It limits the work of each connection, lets requests
 * in while there is time for them, refuses anything that is not HTTP, and ends connections so that no answer is lost.
 */
export class ConnectionManager {
  readonly #options: ConnectionManagerOptions;
  readonly #connections = new Map<Socket, Connection>();
  readonly #servers: Server[] = [];
  readonly #admissions: Admission[] = [];
  #isClosing = false;
  #accepted = 0;

  constructor(options: ConnectionManagerOptions) {
    this.#options = options;
  }

  /** Creates the server of Node for Fastify. It has another one for each address of `localhost`. */
  readonly createServer = (handle: (request: IncomingMessage, response: ServerResponse) => void): Server => {
    const admission = new Admission({ ...this.#options, serve: (answer) => handle(answer.req, answer) });
    const server = createServer(serverOptions, (_request, answer) => this.#take(answer));
    server.setTimeout(stalledTimeoutMs);
    server.on('connection', (socket: Socket) => {
      this.#accepted += 1;
      this.#connections.set(socket, new Connection(socket, admission.enter));
      socket.once('close', () => this.#connections.delete(socket));
    });
    server.on('checkContinue', (_request, answer) => {
      continueOnceRead(answer);
      this.#take(answer);
    });
    server.on('checkExpectation', (_request, answer) => this.#refuse(answer, problem('/problems/expectation-failed')));
    server.on('connect', (_request, socket: Socket) => this.#refuseTunnel(socket));
    this.#servers.push(server);
    this.#admissions.push(admission);
    return server;
  };

  /** Refuses bytes that are no request, and requests that do not arrive in time: Fastify's `clientErrorHandler`. */
  readonly refuseBytes = (error: Error & { readonly code?: string }, socket: Socket): void => {
    if (error.code === 'ECONNRESET') socket.destroy();
    else this.#endWith(socket, parserProblem(error.code));
  };

  /** Makes every answer the last of its connection. New connections are still served. */
  readonly beginClosing = (): void => {
    this.#isClosing = true;
    for (const connection of this.#connections.values()) connection.endAfterAnswers();
  };

  /** Closes connections as soon as they have no request under way, and in the end all. */
  closeConnections(): Stop {
    this.beginClosing();
    return closeConnections(this.#servers, this.#connections, (socket) =>
      this.#endWith(socket, problem('/problems/request-timeout')),
    );
  }

  /**
   * Resolves at a moment when every connection is accepted, or after a time. The system resets the others when the
   * server stops listening. Node accepts one connection in each turn of the event loop. Meanwhile no request is let in:
   * after its answer, the client would connect again.
   */
  async acceptAll(): Promise<void> {
    const until = performance.now() + acceptWithinMs;
    for (const admission of this.#admissions) admission.pause();
    let accepted;
    do {
      accepted = this.#accepted;
      await setImmediate();
    } while (accepted !== this.#accepted && performance.now() < until);
    // The listener closes before this is called.
    for (const admission of this.#admissions) globalThis.setImmediate(() => admission.resume());
  }

  /** Closes connections whose clients do not take their answers. */
  closeUnreadConnections(): Stop {
    const stops = [closeUnreadConnections(this.#connections), limitUnreadBytes(this.#connections)];
    return () => stops.forEach((stop) => stop());
  }

  #take(answer: NotifyingResponse): void {
    const { req } = answer;
    if (!httpMethods.has(req.method ?? '') || hasUnknownCoding(req)) {
      this.#refuse(answer, problem('/problems/malformed-request'));
      return;
    }
    const connection = this.#connections.get(req.socket);
    connection?.take(answer);
    if (this.#isClosing) connection?.endAfterAnswers();
  }

  /** Refuses a request, and ends its connection. */
  #refuse(answer: NotifyingResponse, refusal: ProblemAnswer): void {
    const connection = this.#connections.get(answer.req.socket);
    connection?.take(answer, () => sendFinalAnswer(answer.req, answer, refusal, this.#options.finalAnswers));
    connection?.endAfterAnswers();
  }

  #refuseTunnel(socket: Socket): void {
    const headers = { Allow: this.#options.methods.join(', ') };
    // Node no longer reads this socket. It must be read to see its end.
    socket.once('data', () => socket.pause());
    this.#endWith(socket, problem('/problems/method-not-allowed', { headers }));
  }

  #endWith(socket: Socket, refusal: ProblemAnswer): void {
    const refuse = (): void => writeFinalAnswer(socket, refusal, this.#options.finalAnswers);
    this.#connections.get(socket)?.endWith(refuse);
  }
}
