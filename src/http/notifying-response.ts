import { ServerResponse, type IncomingMessage } from 'node:http';

/** A response that reports when it is given to Node, which may be long before the client has taken it. */
export class NotifyingResponse<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
  /** Called once, when the whole response is given. */
  onGiven: (() => void) | undefined;

  override end(...parameters: unknown[]): this {
    // Node's method has several signatures. This is the last of them.
    super.end(...(parameters as Parameters<ServerResponse['end']>));
    const { onGiven } = this;
    this.onGiven = undefined;
    onGiven?.();
    return this;
  }
}
