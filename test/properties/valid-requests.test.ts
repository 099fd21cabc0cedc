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
  /** True if the path takes its values from members of the same name in earlier answers. */
  readonly follows: boolean;
}

function stepsOf(user: string): fc.Arbitrary<Step[]> {
  const step = fc.constantFrom(...operations).chain((operation) =>
    fc.record({
      operation: fc.constant(operation),
      parts: partsOf(operation, fc.constant(user)),
      follows: fc.boolean(),
    }),
  );
  return fc.array(step, { minLength: 1, maxLength: 15 });
}

t.test('no valid request is refused, and every answer keeps the contract', async (t) => {
  const server = await startServer(t);
  const seen = new Set<string>();
  const secured = operations.find(({ parameters }) => parameters.some(({ isOwner }) => isOwner));
  if (!secured) throw new Error('No operation has an owner.');
  const runs = anyUserOf(secured).chain(stepsOf);

  const property = fc.asyncProperty(runs, async (steps) => {
    const known: Record<string, unknown> = {};
    for (const { operation, parts, follows } of steps) {
      const path = Object.fromEntries(
        Object.entries(parts.path).map(([name, value]) => [name, follows ? (known[name] ?? value) : value]),
      );
      // A member with the name of a path parameter must be the same.
      const named = { ...path, user_id: parts.user };
      const same = Object.entries(named).filter(([name]) => isPart(parts.body) && name in parts.body);
      const sent = isPart(parts.body) ? { ...parts.body, ...Object.fromEntries(same) } : parts.body;
      const request = requestOf(operation, { ...parts, path, body: sent });
      // Throws if the answer breaks the contract.
      const response = await server.request(request);
      const { statusCode } = response;
      const what = `${operation.id} ${request.url} answered ${statusCode} ${response.payload}`;
      const body: unknown = response.payload === '' ? undefined : response.json();
      const hasOpaque = operation.parameters.some(
        ({ name, isOpaque }) => isOpaque && (name in parts.query || name in parts.headers),
      );
      const isMadeUp = hasOpaque && isPart(body) && madeUp.includes(String(body['type']));
      if (statusCode >= 300 && statusCode !== 304 && !refusals.includes(statusCode) && !isMadeUp)
        throw new AssertionError({ message: what });
      if (statusCode < 300 && isPart(body)) Object.assign(known, body);
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
