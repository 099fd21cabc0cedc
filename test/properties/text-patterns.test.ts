import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import t from 'tap';
import { matchesText } from '../../src/contract/response/match-text.ts';
import { compiledOperation } from '../contract/compiled.ts';
import { objectsOf } from '../support/arbitraries/values.ts';
import { contractOperations } from '../support/contract-operations.ts';
import { holds } from '../support/property.ts';
import { startServer } from '../support/server.ts';
import { createTask, tasksOf } from '../support/tasks.ts';

const operations = await contractOperations();
const newTask = operations.find(({ id }) => id === 'createTask')?.body?.schema;
if (!newTask) throw new Error('A new task has no schema.');

function isMatched(id: 'getTask' | 'listTasks' | 'listChanges' | 'listTags', body: string, userId: string): boolean {
  const pattern = compiledOperation(id).responses.get(200)?.content.get('application/json')?.pattern;
  return pattern !== undefined && matchesText(pattern, body, userId);
}

/** 29 February is left to the validator. */
function isRare(body: string): boolean {
  return /-02-29["T]/.test(body);
}

t.test('the patterns match what Postgres writes', async (t) => {
  const server = await startServer(t);
  let users = 0;
  let rare = 0;
  let all = 0;

  const property = fc.asyncProperty(fc.array(objectsOf(newTask), { minLength: 1, maxLength: 3 }), async (bodies) => {
    const as = `"ユーザ" \\ ${(users += 1)} 🥛\n`;
    const get = async (url: string): Promise<string> => (await server.request({ as, url })).body;
    for (const body of bodies) {
      const { id } = await createTask(server, as, body);
      const url = `${tasksOf(as)}/${id}`;
      await server.request({ as, method: 'PATCH', url: `${url}/complete` });
      const text = await get(url);
      assert(isMatched('getTask', text, as) || isRare(text), text);
    }
    const { id } = await createTask(server, as);
    await server.request({ as, method: 'DELETE', url: `${tasksOf(as)}/${id}` });
    const list = await get(tasksOf(as));
    assert(isMatched('listTasks', list, as) || isRare(list), list);
    const changes = await get(`${tasksOf(as).replace(/tasks$/, 'changes')}?since=0`);
    assert(isMatched('listChanges', changes, as) || isRare(changes), changes);
    const tags = await get(tasksOf(as).replace(/tasks$/, 'tags'));
    assert(isMatched('listTags', tags, as), tags);
    all += 1;
    if (isRare(list)) rare += 1;
  });
  await holds(t, 150, property);
  t.ok(rare < all / 2, `${rare} of ${all} lists have a rare day`);
});
