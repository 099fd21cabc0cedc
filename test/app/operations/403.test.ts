import t from 'tap';
import { matchGenericProblem } from '../../support/problems.ts';
import { testRows } from '../../support/rows.ts';
import { startServerWithoutDatabase } from '../../support/server.ts';
import { operationsDeclaring, requestOf } from './requests.ts';

/** Users, and the user ids in their paths. None is the id of the user, although some come close. */
const others = [
  ['bob', 'alice'],
  ['bob', 'nobody-by-this-name'],
  ['alice', 'bob'],
  ['alice', 'Alice'],
  ['alice', 'ALICE'],
  ['alice', 'alic'],
  ['alice', 'alice2'],
  ['alice', 'alice%20'],
  ['alice', '%20alice'],
  ['alice', 'alice%00'],
  ['alice', 'alice%2Fbob'],
  ['alice', '%EF%BD%81lice'],
  ['alice', '*'],
  ['alice', '..%2Falice'],
  ['a/b', 'a%252Fb'],
  ['é', 'e%CC%81'],
  // Longer than any user id.
  ['alice', 'x'.repeat(256)],
  ['alice', 'a'.repeat(5000)],
] as const;

const server = await startServerWithoutDatabase(t);

for (const operation of operationsDeclaring(403)) {
  t.test(`${operation.id} refuses the path of another user`, async (t) => {
    const rows = others.map(([as, user]) => [`${as} is not ${user}`, as, user] as const);
    await testRows(t, rows, async (t, [, as, user]) => {
      const response = await server.request(requestOf(operation, { as, user }));
      matchGenericProblem(t, response, 403, '/problems/forbidden');
    });
  });
}
