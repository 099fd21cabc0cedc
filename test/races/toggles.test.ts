/** Two processes flip one task at the same time. No flip is lost, and none counts twice. */
import t from 'tap';
import { createTask, taskIn } from './support/client.ts';
import { inParallel } from './support/in-parallel.ts';
import { startServers } from './support/servers.ts';

const togglesPerServer = 1_000;
const atATime = 16;

t.test('2 × 1,000 flips end at the parity of the answers with 200', async (t) => {
  const { client, db } = await startServers(t, 2);
  const { id, version } = await createTask(client(0), 'alice', 'flipped');
  const answers = await inParallel(2 * togglesPerServer, atATime, (number) =>
    client(number).send('alice', 'PATCH', `/tasks/${id}/complete`),
  );
  const flipped = answers.filter(({ status }) => status === 200).map(({ body }) => taskIn(body));
  t.equal(flipped.length, answers.length, 'every flip is answered with 200');

  const stored = await db.selectFrom('tasks').select(['completed', 'version']).executeTakeFirstOrThrow();
  t.equal(stored.completed, flipped.length % 2 === 1);

  const inOrder = flipped.sort((left, right) => left.version - right.version);
  t.equal(new Set(inOrder.map((task) => task.version)).size, flipped.length, 'each has a version of its own');
  t.ok((inOrder[0]?.version ?? 0) > version, 'each version is new');
  t.equal(inOrder.at(-1)?.version, stored.version, 'the last one is stored');
  const unlike = inOrder.filter(({ completed }, index) => completed !== (index % 2 === 0));
  t.strictSame(unlike, [], 'each flip is the opposite of the one before');
});
