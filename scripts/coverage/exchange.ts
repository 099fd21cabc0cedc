/** Header fields by name, in any case. */
export type HeaderFields = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** One request and its answer, as they were on the wire. */
export interface Exchange {
  readonly method: string;
  /** The request target: the path as it was sent, with its query. */
  readonly target: string;
  readonly requestHeaders: HeaderFields;
  /** Undefined where it is not known, as that of a stream. */
  readonly requestBody: string | undefined;
  readonly status: number;
  readonly headers: HeaderFields;
  readonly body: string;
  /** The request was written byte by byte: it may be none, and be refused before it is known of which operation it is. */
  readonly handwritten?: boolean;
}

/** The value of a header field; undefined where it was not sent. */
export function headerOf(headers: HeaderFields, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const [, value] = Object.entries(headers).find(([other]) => other.toLowerCase() === wanted) ?? [];
  return value === undefined ? undefined : Array.isArray(value) ? value.join(', ') : String(value);
}

/** The media type that a Content-Type names, without its parameters. */
export function mediaTypeOf(headers: HeaderFields): string | undefined {
  return headerOf(headers, 'content-type')?.split(';', 1).join('').trim().toLowerCase();
}

/** Path and query of a request target, which may be a whole URL (RFC 9112, section 3.2.2). */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const [path = '', ...query] = target.replace(/^https?:\/\/[^/?]*/i, '').split('?');
  // Where there is a fragment all the same, which no request target has, it ends the path.
  return { path: path.split('#', 1).join() || '/', query: query.join('?') };
}
