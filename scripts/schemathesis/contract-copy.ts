/** Adapts the contract for Schemathesis. */
import { readContract } from '../../src/contract/index.ts';
import { isRecord } from '../../src/values/is-record.ts';

type Part = Readonly<Record<string, unknown>>;

const whiteSpace = '\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff';

const entityTag = '(W/)?"[!#-~\\x80-\\xff]*"';

/** The contract's own formats as patterns. Strings of Python hold no lone surrogate, so these need not name them. */
const patterns: Readonly<Record<string, string>> = {
  text: '^[^\\u0000]*$',
  'non-blank-text': `^(?![${whiteSpace}]+$)[^\\u0000]*$`,
  'single-line-text': '^[^\\u0000-\\u001f]*$',
  'entity-tags': `^([ \\t]*[*][ \\t]*|[ \\t,]*${entityTag}([ \\t]*,[ \\t,]*${entityTag})*[ \\t,]*)$`,
};

const headersTooLarge = {
  description: 'The request line and headers are above 16 KiB.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Adds a pattern to a format. The format stays: hooks.py makes values of some. */
function withPattern(part: Part): Part {
  const pattern = patterns[String(part['format'])];
  return pattern === undefined ? part : { ...part, pattern };
}

function copy(value: unknown, user: string): unknown {
  if (Array.isArray(value)) return value.map((item) => copy(item, user));
  if (!isRecord(value)) return value;
  const members = Object.entries(value).map(([name, member]) => [name, copy(member, user)] as const);
  const part = withPattern(Object.fromEntries(members));
  if (part['x-owner'] === true) return { ...part, schema: { type: 'string', const: user }, example: user };
  if ('operationId' in part && isRecord(part['responses'])) {
    return { ...part, responses: { ...part['responses'], 431: headersTooLarge } };
  }
  return part;
}

/**
 * Writes the contract for Schemathesis, with three changes:
 *
 * - The parameter marked `x-owner` allows one user, the one that the token names. A fixed parameter in Schemathesis's
 *   configuration would also replace the wrong values that it makes up, and it would report these as accepted.
 * - Our own formats have patterns. Schemathesis does not know the formats, and would report refusals of texts that
 *   break them.
 * - Every operation declares a 431. Schemathesis can make up a query that makes the request line longer than 16 KiB,
 *   which the HTTP parser refuses before there is an operation.
 */
export function contractCopy(user: string): string {
  return JSON.stringify(copy(JSON.parse(readContract().json), user));
}
