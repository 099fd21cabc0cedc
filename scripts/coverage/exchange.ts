/** Header fields by name, in any letter case. */
export type HeaderFields = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** One request and its answer, as sent. */
export interface Exchange {
  readonly method: string;
  /** The request target: the path as sent, with its query. */
  readonly target: string;
  readonly requestHeaders: HeaderFields;
  /** Undefined if it is not known, for example from a stream. */
  readonly requestBody: string | undefined;
  readonly status: number;
  readonly headers: HeaderFields;
  readonly body: string;
  /** The request was written byte by byte. It may be malformed, and refused before the server knows its operation. */
  readonly handwritten?: boolean;
}

/** The value of a header field; undefined if it was not sent. */
export function headerOf(headers: HeaderFields, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const [, value] = Object.entries(headers).find(([other]) => other.toLowerCase() === wanted) ?? [];
  return value === undefined ? undefined : Array.isArray(value) ? value.join(', ') : String(value);
}

/** The media type of the Content-Type, without parameters. */
export function mediaTypeOf(headers: HeaderFields): string | undefined {
  return headerOf(headers, 'content-type')?.split(';', 1).join('').trim().toLowerCase();
}

/** Splits a request target, which may be a whole URL (RFC 9112, section 3.2.2), into path and query. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const [path = '', ...query] = target.replace(/^https?:\/\/[^/?]*/i, '').split('?');
  // A request target has no fragment. If a client sends one all the same, it ends the path.
  return { path: path.split('#', 1).join() || '/', query: query.join('?') };
}
