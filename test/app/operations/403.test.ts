import t from 'tap';
import { matchProblem } from '../../support/problems.ts';
import { testRows } from '../../support/rows.ts';
import { startServerWithoutDatabase } from '../../support/server.ts';
import { operationsDeclaring, requestOf } from './requests.ts';

/**
 * User ids for the path, percent-encoded, by the user who asks. None is the id of that user, although some come close.
 */
const others: Readonly<Record<string, readonly string[]>> = {
  bob: ['alice', 'nobody-by-this-name'],
  alice: [
    ...['bob', 'Alice', 'ALICE', 'alic', 'alice2', 'alice%20', '%20alice', 'alice%00', 'alice%2Fbob'],
    ...['%EF%BD%81lice', '*', '..%2Falice'],
    // Longer than any user id.
    ...['x'.repeat(256), 'a'.repeat(5000)],
  ],
  'a/b': ['a%252Fb'],
  é: ['e%CC%81'],
};

const rows = Object.entries(others).flatMap(([as, users]) =>
  users.map((user) => [`${as} is not ${user}`, as, user] as const),
);

const server = await startServerWithoutDatabase(t);

for (const operation of operationsDeclaring(403)) {
  t.test(`${operation.id} refuses the path of another user`, (t) =>
    testRows(t, rows, async (t, [, as, user]) => {
      const response = await server.request(requestOf(operation, { as, user }));
      matchProblem(t, response, 403, '/problems/forbidden');
      // It names neither user.
      t.match(response.json(), { detail: 'The user of the token is not the user of the path.' });
    }),
  );
}
