import { AssertionError } from 'node:assert';
import fc from 'fast-check';
import t from 'tap';
import { isPart } from '../contract/document.ts';
import { anyUserOf, partsOf, requestOf, type RequestParts } from '../support/arbitraries/requests.ts';
import { contractOperations, type ContractOperation } from '../support/contract-operations.ts';
import { holds } from '../support/property.ts';
import { startServer } from '../support/server.ts';

const operations = await contractOperations();

/**
 * The refusals that a valid request may get: its values may name no task, or another version of one, and only the
 * server can tell a cursor or a position.
 */
const refusals = [404, 412];
const madeUp = ['/problems/invalid-cursor', '/problems/validation-failed'];

interface Step {
  readonly operation: ContractOperation;
  readonly parts: RequestParts;
  /** True if the request is about what an earlier answer told: its path, and its preconditions. */
  readonly follows: boolean;
}

/** The latest values by name: members of a body, and the entity tag of the answer. */
type Known = Readonly<Record<string, unknown>>;

/** Values with those that are known in the place of made ones. */
function followed(values: Known, known: Known, names = Object.keys(values)): Known {
  const told = names.filter((name) => name in values && known[name] !== undefined);
  return { ...values, ...Object.fromEntries(told.map((name) => [name, known[name]])) };
}

/**
 * A made precondition hardly ever holds: a request that follows takes the entity tag and the version that the latest
 * answer gave.
 */
function partsThatFollow(parts: RequestParts, known: Known): RequestParts {
  return {
    ...parts,
    path: followed(parts.path, known),
    headers: followed(parts.headers, { 'If-Match': known['etag'] }),
    body: isPart(parts.body) ? followed(parts.body, known, ['version']) : parts.body,
  };
}

function stepOf(candidates: readonly ContractOperation[], user: string): fc.Arbitrary<Step> {
  return fc.constantFrom(...candidates).chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      parts: partsOf(operation, fc.constant(user)),
      follows: fc.boolean(),
    }),
  );
}

/** Requests of a user. The first one creates: the others could hardly succeed otherwise. */
function stepsOf(user: string): fc.Arbitrary<Step[]> {
  const creating = operations.filter(({ responses }) => responses.has(201));
  const others = fc.array(stepOf(operations, user), { minLength: 1, maxLength: 15 });
  return fc.tuple(stepOf(creating, user), others).map(([first, rest]) => [first, ...rest]);
}

t.test('no valid request is refused, and every answer keeps the contract', async (t) => {
  const server = await startServer(t);
  const seen = new Set<string>();
  const secured = operations.find(({ parameters }) => parameters.some(({ isOwner }) => isOwner));
  if (!secured) throw new Error('No operation has an owner.');
  const runs = anyUserOf(secured).chain(stepsOf);

  const property = fc.asyncProperty(runs, async (steps) => {
    let known: Known = {};
    for (const { operation, parts: made, follows } of steps) {
      const parts = follows ? partsThatFollow(made, known) : made;
      // A member with the name of a path parameter must be the same.
      const named = { ...parts.path, user_id: parts.user };
      const body = isPart(parts.body) ? followed(parts.body, named) : parts.body;
      const request = requestOf(operation, { ...parts, body });
      // Throws if the answer breaks the contract.
      const response = await server.request(request);
      const { statusCode } = response;
      const what = `${operation.id} ${request.url} answered ${statusCode} ${response.payload}`;
      const answer: unknown = response.payload === '' ? undefined : response.json();
      const hasOpaque = operation.parameters.some(
        ({ name, isOpaque }) => isOpaque && (name in parts.query || name in parts.headers),
      );
      const isMadeUp = hasOpaque && isPart(answer) && madeUp.includes(String(answer['type']));
      if (statusCode >= 300 && statusCode !== 304 && !refusals.includes(statusCode) && !isMadeUp)
        throw new AssertionError({ message: what });
      if (statusCode < 300 && isPart(answer)) known = { ...known, ...answer, etag: response.headers.etag };
      seen.add(`${operation.id} ${statusCode}`);
    }
  });
  await holds(t, 200, property);

  // Without this, the property would hold for a server that finds nothing.
  for (const { id, responses } of operations) {
    for (const status of [...responses.keys()].filter((code) => code < 300)) {
      t.ok(seen.has(`${id} ${status}`), `${id} answered ${status}`);
    }
  }
});
