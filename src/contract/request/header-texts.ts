import type { IncomingMessage } from 'node:http';
import { countHeader } from '../../values/header-count.ts';
import type { CompiledParameter } from '../types/compiled.ts';

type Headers = Pick<IncomingMessage, 'headers' | 'rawHeaders'>;

/** Returns the texts of the declared headers that a request has. Node joins several lines of one header by commas. */
export function headerTexts(
  parameters: readonly CompiledParameter[],
  { headers }: Headers,
): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const { name } of parameters) {
    const text = headers[name.toLowerCase()];
    if (text !== undefined) texts[name] = Array.isArray(text) ? text.join(', ') : text;
  }
  return texts;
}

/** Finds the declared headers that are no lists and stand in a request more than once: which one counts is a guess. */
export function repeatedHeaders(parameters: readonly CompiledParameter[], request: Headers): string[] {
  return parameters
    .filter(({ name, list }) => !list && countHeader(request, name.toLowerCase()) > 1)
    .map(({ name }) => name);
}
