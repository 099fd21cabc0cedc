import t from 'tap';
import { matchFaults } from '../../support/problems.ts';
import { testRows } from '../../support/rows.ts';
import { startServerWithoutDatabase } from '../../support/server.ts';
import { operationsWhere, requestOf } from './requests.ts';

/** Task ids as they stand in the path, and the keyword each breaks. test/app/task-ids.test.ts has more of them. */
const ids = [
  ['0', 'minimum'],
  ['abc', 'type'],
  ['*', 'type'],
  ['1e1', 'type'],
  ['1,2', 'type'],
  ['1%2F2', 'type'],
  ['9007199254740992', 'type'],
] as const;

const server = await startServerWithoutDatabase(t);

for (const operation of operationsWhere(({ parameters }) => parameters.some(({ name }) => name === 'id'))) {
  t.test(`${operation.id} names an id that is not one`, (t) =>
    testRows(t, ids, async (t, [id, code]) => {
      matchFaults(t, await server.request(requestOf(operation, { id })), 'parameter', [`id ${code}`]);
    }),
  );
}
