import t from 'tap';
import { matchFaults } from '../../../support/problems.ts';
import { testRows } from '../../../support/rows.ts';
import { startServerWithoutDatabase } from '../../../support/server.ts';
import { post } from './posts.ts';

/** Bodies that only a new task may not have. 422.test.ts of the folder above has the others. */
const bodies: readonly (readonly [name: string, body: string, ...faults: readonly string[]])[] = [
  ['an empty object', '{}', '/title required'],
  ['the title under another letter case', '{"Title":"x"}', '/title required', '/Title additionalProperties'],
  ['a title in __proto__', '{"__proto__":{"title":"x"}}', '/title required', '/__proto__ additionalProperties'],
  ['completed', '{"title":"x","completed":null}', '/completed additionalProperties'],
  [
    'a fault in every member',
    '{"title":1,"description":[],"due_date":false,"completed":true,"colour":"red"}',
    ...['/title type', '/description type', '/due_date type'],
    ...['/completed additionalProperties', '/colour additionalProperties'],
  ],
];

t.test('names every fault of a body, before it asks the database', async (t) => {
  const server = await startServerWithoutDatabase(t);
  await testRows(t, bodies, async (t, [, body, ...faults]) => {
    matchFaults(t, await post(server, body), 'pointer', faults);
  });
});
