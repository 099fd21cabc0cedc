/** Many requests with one Idempotency-Key at the same time, on several processes, make one task. */
import t, { type Test } from 'tap';
import { taskIn, type Answer } from './support/client.ts';
import { inParallel } from './support/in-parallel.ts';
import { startServers, type Servers } from './support/servers.ts';

const processes = 3;
const rounds = 5;
const requestsPerRound = 100;
const retriesAtATime = processes;

function isReplayed({ headers }: Answer): boolean {
  return headers['idempotent-replayed'] === 'true';
}

async function createOnce(t: Test, { client, db }: Servers, key: string): Promise<void> {
  const title = `once: ${key}`;
  const create = (number: number): Promise<Answer> =>
    client(number).send('alice', 'POST', '/tasks', { body: { title }, headers: { 'idempotency-key': key } });
  const createUntilAnswered = async (number: number): Promise<Answer> => {
    let answer = await create(number);
    while (answer.status === 409) answer = await create(number);
    return answer;
  };
  const all = Array.from({ length: requestsPerRound }, (_, number) => number);
  const answers = await Promise.all(all.map(create));

  t.strictSame(
    answers.filter(({ status }) => status !== 201 && status !== 409),
    [],
  );
  const created = answers.filter(({ status }) => status === 201);
  t.equal(created.filter((answer) => !isReplayed(answer)).length, 1, 'one answer is the first');

  const refused = all.filter((number) => answers[number]?.status === 409);
  const retried = await inParallel(refused.length, retriesAtATime, (index) => createUntilAnswered(refused[index] ?? 0));
  t.ok(
    retried.every((answer) => answer.status === 201 && isReplayed(answer)),
    'each retry ends in a replay',
  );

  const { id, version } = taskIn(created[0]?.body);
  for (const { headers, body } of [...created, ...retried]) {
    t.strictSame(body, created[0]?.body);
    t.match(headers, { etag: `"${version}"`, location: `/api/alice/tasks/${id}` });
  }
  const rows = await db.selectFrom('tasks').select(['id', 'version']).where('title', '=', title).execute();
  t.strictSame(rows, [{ id, version }]);
  t.comment(`${key}: ${created.length} were answered at once, ${retried.length} after a 409`);
}

t.test('100 parallel creates with one key over three processes make one task', async (t) => {
  const servers = await startServers(t, processes);
  for (let round = 1; round <= rounds; round += 1) await createOnce(t, servers, `key ${round}`);
  const changes = await servers.db.selectFrom('task_changes').select('version').orderBy('version').execute();
  t.strictSame(
    changes.map(({ version }) => version),
    Array.from({ length: rounds }, (_, index) => index + 1),
    'what was rolled back has drawn no number',
  );
});
