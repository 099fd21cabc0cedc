/** The part of Node's request that still holds every header. */
interface RawHeaders {
  /** Names and values in turn. */
  readonly rawHeaders: readonly string[];
}

/**
 * Counts how often a request carries a header. Node keeps only the first of headers such as Authorization and
 * Content-Type; a proxy before the server may have checked the last.
 *
 * @param name in lower case
 */
export function countHeader({ rawHeaders }: RawHeaders, name: string): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const header = rawHeaders[index];
    if (header?.length === name.length && header.toLowerCase() === name) count += 1;
  }
  return count;
}
