/** Two processes set one task to contrary values at the same time. Each answer holds the value that was asked for. */
import t from 'tap';
import { createTask, taskIn } from './support/client.ts';
import { inParallel } from './support/in-parallel.ts';
import { startServers } from './support/servers.ts';

const requests = 2_000;
const atATime = 16;

t.test('an answer holds what was set, even if nothing had to be written', async (t) => {
  const { client } = await startServers(t, 2);
  const { id } = await createTask(client(0), 'alice', 'contested');
  const answers = await inParallel(requests, atATime, async (number) => {
    const completed = number % 3 === 0;
    const answer = await client(number).send('alice', 'PATCH', `/tasks/${id}/complete`, { body: { completed } });
    return { ...answer, completed };
  });
  const contrary = answers.filter(({ body, completed }) => taskIn(body).completed !== completed);
  t.strictSame(contrary, []);
});
