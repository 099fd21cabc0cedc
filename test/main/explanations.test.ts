/** The switch between development and production, in the server as it is started. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { signDevelopmentToken } from '../../src/auth/development-token.ts';
import { startProcess, temporaryFolder } from '../support/process.ts';

const secret = 'a secret of the test suite, long enough';
const production = { BETTER_AUTH_SECRET: secret, DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing' };

async function detailOf(address: string, path: string, authorization: string): Promise<unknown> {
  const response = await fetch(`${address}${path}`, { headers: { authorization } });
  const { detail } = (await response.json()) as Record<string, unknown>;
  return detail;
}

const ofAnotherSecret = `Bearer ${signDevelopmentToken('another secret of 32 bytes and more', 'alice', 60)}`;
const ofAlice = `Bearer ${signDevelopmentToken(secret, 'alice', 60)}`;

for (const [NODE_ENV, refused, forbidden] of [
  ['production', /^Invalid or expired token$/, /^The user of the token is not the user of the path\.$/],
  ['test', /signed with another secret/, /"alice".*"bob"/],
  ['development', /signed with another secret/, /"alice".*"bob"/],
] as const) {
  t.test(`${NODE_ENV}: the log has the reason of a 401, and the problem of a developer too`, async (t) => {
    const DATA_DIRECTORY = await temporaryFolder(t);
    await writeFile(join(DATA_DIRECTORY, 'development-secret'), secret);
    const environment = NODE_ENV === 'production' ? production : { DATA_DIRECTORY };
    const server = startProcess(t, { NODE_ENV, ...environment });
    const address = await server.address;
    t.match(await detailOf(address, '/api/alice/tasks', ofAnotherSecret), refused);
    t.match(await detailOf(address, '/api/bob/tasks', ofAlice), forbidden);
    server.child.kill('SIGINT');
    await server.ended;
    t.match(server.output(), /"reason":"wrong-signature".*signed with another secret/);
  });
}
