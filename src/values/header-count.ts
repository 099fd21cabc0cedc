import type { IncomingMessage } from 'node:http';

/**
 * How often a header stands in a request. Node keeps the first of some that may stand only once, where somebody else may keep the
 * last.
 *
 * @param name in lower case
 */
export function countHeader({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>, name: string): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const header = rawHeaders[index];
    if (header?.length === name.length && header.toLowerCase() === name) count += 1;
  }
  return count;
}
