import { readContract } from '../../src/contract/index.ts';

type Part = Readonly<Record<string, unknown>>;

/** Half of a surrogate pair: no text that Python or Rust knows holds one alone, and Rust does not compile a pattern that names them. */
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
 * The contract as Schemathesis is given it. It differs in what Schemathesis could not know, or not read:
 *
 * - The parameter marked `x-owner` is the one user that there is a token of. A fixed parameter of Schemathesis's own configuration would
 *   also replace the values that it makes up as wrong ones, and it would then report that they are accepted.
 * - Patterns do not name lone surrogates. It would drop such a pattern as a whole, and report that what breaks it is refused.
 * - Every operation declares a 431. A request line above 16 KiB, which a made-up text of a query can be, never becomes a request of an
 *   operation.
 */
export function contractCopy(user: string): string {
  return JSON.stringify(copy(JSON.parse(readContract().json), user));
}
