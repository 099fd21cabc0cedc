import t from 'tap';
import { startServer } from '../../../support/server.ts';
import { createTask, storeTasks } from '../../../support/tasks.ts';

const server = await startServer(t);
const tagsOf = async (as: string): Promise<unknown> => (await server.request({ as, url: `/api/${as}/tags` })).json();

t.test('counts the tasks that have each tag, the most used first, then by code point', async (t) => {
  t.strictSame(await tagsOf('alice'), []);
  for (const tags of [['home', 'errands'], ['home'], ['Home'], ['é', '"'], ['\u{10400}', '\uffff'], []])
    await createTask(server, 'alice', { title: 'x', tags });
  await createTask(server, 'bob', { title: 'x', tags: ['home', 'work'] });
  t.strictSame(await tagsOf('alice'), [
    { tag: 'home', count: 2 },
    { tag: '"', count: 1 },
    { tag: 'Home', count: 1 },
    { tag: 'errands', count: 1 },
    { tag: 'é', count: 1 },
    { tag: '\uffff', count: 1 },
    { tag: '\u{10400}', count: 1 },
  ]);
});

t.test('follows every write', async (t) => {
  const { id } = await createTask(server, 'carol', { title: 'x', tags: ['a', 'b'] });
  const url = `/api/carol/tasks/${id}`;
  await server.request({ as: 'carol', method: 'PATCH', url, payload: { tags: ['b', 'c'] } });
  t.strictSame(await tagsOf('carol'), [
    { tag: 'b', count: 1 },
    { tag: 'c', count: 1 },
  ]);
  await server.request({ as: 'carol', method: 'DELETE', url });
  t.strictSame(await tagsOf('carol'), []);
});

t.test('holds the 1,000 most used of more tags', async (t) => {
  const tagAt = (index: number): string => `tag-${String(index).padStart(4, '0')}`;
  const rows = Array.from({ length: 60 }, (_, row) => ({
    title: 'x',
    tags: Array.from({ length: 20 }, (_, index) => tagAt(row * 20 + index)),
  }));
  await storeTasks(server.db, 'dave', [...rows, { title: 'x', tags: [tagAt(1199)] }]);
  const tags = await tagsOf('dave');
  t.strictSame(tags, [
    { tag: tagAt(1199), count: 2 },
    ...Array.from({ length: 999 }, (_, index) => ({ tag: tagAt(index), count: 1 })),
  ]);
});
