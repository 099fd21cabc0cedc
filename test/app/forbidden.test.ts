import t from 'tap';
import { startServerWithoutDatabase } from '../support/server.ts';

const names: readonly (readonly [path: string, shown: string])[] = [
  ['bob', '"bob"'],
  ['%C3%A9', '"é"'],
  ['a%0D%0Ab%1B', '"a??b?"'],
  ['%E2%80%AE', '"?"'],
  ['%22', '"\\""'],
  ['x'.repeat(5000), `"${'x'.repeat(99)}…"`],
  ['%F0%9D%9B%BC'.repeat(300), `"${'𝛼'.repeat(99)}…"`],
];

t.test('a 403 names both users in development, and neither in production', async (t) => {
  const production = await startServerWithoutDatabase(t);
  const development = await startServerWithoutDatabase(t, { explainsToClients: true });
  for (const [path, shown] of names) {
    const request = { as: 'alice', url: `/api/${path}/tasks` };
    const toStranger = await production.request(request);
    t.match(toStranger.json(), { status: 403, detail: /^The user of the token is not the user of the path\.$/ });
    const toDeveloper = (await development.request(request)).json<Record<string, unknown>>();
    t.equal(toDeveloper['status'], 403);
    t.equal(toDeveloper['detail'], `The token is of the user "alice", and the path of the user ${shown}.`);
  }
  t.notMatch(production.log.concat(development.log).join(''), /alice|bob/, 'the log names no user');
});
