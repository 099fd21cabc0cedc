import { ProblemError } from '../../values/problems.ts';

/**
 * Refuses a parameter. Its name comes from the client, so it is shortened: the contract limits the length of `detail`.
 */
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
 * Parses the query of a request target (`application/x-www-form-urlencoded`, as URLSearchParams writes it). Every
 * name must be declared and occur once, and every escape must be valid UTF-8. Common parsers guess in these cases.
 *
 * @throws ProblemError 400
 */
export function parseQuery(target: string, declared: ReadonlySet<string>): Readonly<Record<string, string>> {
  // No prototype, so that no inherited name looks like a repeated parameter.
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
