import { readContract } from '../../src/contract/index.ts';

type Part = Readonly<Record<string, unknown>>;

/**
 * Halves of surrogate pairs. Strings of Python and Rust cannot hold one alone, and Rust does not compile a pattern that
 * names them.
 */
const loneSurrogates = '\\ud800-\\udfff';

const headersTooLarge = {
  description: 'The request line and headers are above 16 KiB.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function changed(name: string, value: unknown): unknown {
  if (name === 'pattern' && typeof value === 'string') return value.replaceAll(loneSurrogates, '');
  return value;
}

function copy(value: unknown, user: string): unknown {
  if (Array.isArray(value)) return value.map((item) => copy(item, user));
  if (!isPart(value)) return value;
  const part: Part = Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, changed(name, copy(member, user))]),
  );
  if (part['x-owner'] === true) return { ...part, schema: { type: 'string', const: user }, example: user };
  if ('operationId' in part && isPart(part['responses'])) {
    return { ...part, responses: { ...part['responses'], 431: headersTooLarge } };
  }
  return part;
}

/**
 * Writes the contract for Schemathesis, with three changes:
 *
 * - The parameter marked `x-owner` allows one user, the one that the token names. A fixed parameter in Schemathesis's
 *   configuration would also replace the wrong values that it makes up, and it would report these as accepted.
 * - Patterns do not name lone surrogates. Schemathesis would drop the whole pattern, and report refusals of texts that
 *   break it.
 * - Every operation declares a 431. Schemathesis can make up a query that makes the request line longer than 16 KiB,
 *   which the HTTP parser refuses before there is an operation.
 */
export function contractCopy(user: string): string {
  return JSON.stringify(copy(JSON.parse(readContract().json), user));
}
