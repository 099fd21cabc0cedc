import { AssertionError } from 'node:assert';
import fc from 'fast-check';
import t from 'tap';
import type { Task } from '../../src/app/tasks/task.ts';
import { tasksIn } from '../support/pages.ts';
import { textsOf } from '../support/arbitraries/texts.ts';
import { contractOperations } from '../support/contract-operations.ts';
import { holds } from '../support/property.ts';
import { tasksOf } from '../support/tasks.ts';
import { startServer } from '../support/server.ts';
import { createTask } from '../support/tasks.ts';

const operations = await contractOperations();
const members = operations.find(({ id }) => id === 'createTask')?.body?.schema.properties ?? {};

function textsOfMember(name: string): fc.Arbitrary<string> {
  const schema = members[name];
  if (!schema) throw new Error(`A new task has no ${name}.`);
  return textsOf(schema);
}

const texts = fc.record({ title: textsOfMember('title'), description: textsOfMember('description') });

type Texts = Readonly<{ title: unknown; description: unknown }>;

function expectTexts(where: string, found: Texts | undefined, sent: Texts): void {
  if (found && found.title === sent.title && found.description === sent.description) return;
  throw new AssertionError({ message: `${where} ${JSON.stringify({ found, sent })}` });
}

t.test('every operation returns any text unchanged, and a search for a title finds it', async (t) => {
  const server = await startServer(t);
  let users = 0;

  const property = fc.asyncProperty(texts, texts, async (first, second) => {
    // A new user, whose list holds this task alone.
    const as = `user ${(users += 1)}`;
    const created = await createTask(server, as, first);
    const url = `${tasksOf(as)}/${created.id}`;
    const get = async (): Promise<Task> => (await server.request({ as, url })).json();
    const put = async (payload: object): Promise<Task> =>
      (await server.request({ as, method: 'PUT', url, payload })).json();
    const list = async (query: Readonly<Record<string, string>>): Promise<Task | undefined> => {
      const target = `${tasksOf(as)}?${new URLSearchParams(query).toString()}`;
      return tasksIn(await server.request({ as, url: target }))[0];
    };

    expectTexts('createTask', created, first);
    expectTexts('getTask', await get(), first);
    expectTexts('listTasks', await list({}), first);
    expectTexts('listTasks by q', await list({ q: first.title }), first);
    expectTexts('updateTask', await put(second), second);
    expectTexts('listTasks by title', await list({ sort: 'title' }), second);
    const mixed = { title: first.title, description: second.description };
    expectTexts('updateTask of the title', await put({ title: first.title }), mixed);
    expectTexts('getTask afterwards', await get(), mixed);
  });
  await holds(t, 150, property);
});
