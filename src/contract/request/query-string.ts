import { ProblemError } from '../../values/problems.ts';

/** The name comes from a stranger and goes into a sentence of bounded length. */
function refused(name: string, why: string): ProblemError {
  const quoted = JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
  return new ProblemError('/problems/invalid-query', { detail: `The query parameter ${quoted} ${why}.` });
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/**
 * Reads the query of a request target (`application/x-www-form-urlencoded`, as URLSearchParams writes it), strictly: every name
 * must be declared and stand once, and every escape must be valid UTF-8. Ready-made parsers guess where this one refuses.
 *
 * @throws ProblemError 400
 */
export function parseQuery(target: string, declared: ReadonlySet<string>): Readonly<Record<string, string>> {
  // Without a prototype: no name is taken.
  const values = Object.create(null) as Record<string, string>;
  const start = target.indexOf('?');
  if (start === -1) return values;
  for (const pair of target.slice(start + 1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    const value = decode(equals === -1 ? '' : pair.slice(equals + 1));
    if (name === undefined || value === undefined) throw new ProblemError('/problems/invalid-query');
    if (!declared.has(name)) throw refused(name, 'is not supported');
    if (name in values) throw refused(name, 'is given more than once');
    values[name] = value;
  }
  return values;
}
