import { chown, mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { startEmbeddedPostgres } from '../../../src/database/embedded/index.ts';
import { folderFor, isRoot, query, silent, spawnReadyServer, spawnServer } from './harness.ts';

const NOBODY = 65_534;
/** `daemon`, on Linux and macOS. */
const DAEMON = 1;
const NAMELESS = 54_321;

const start = (directory: string) => startEmbeddedPostgres({ directory, log: silent });
const ownerOf = async (directory: string) => (await stat(join(directory, 'postgres/base'))).uid;

const asRoot = { skip: isRoot ? false : 'root only' };

void t.test(
  'root runs it as nobody, and below a folder that only root can enter as itself in disguise',
  asRoot,
  async (t) => {
    const open = join(await folderFor(t), '.data');
    const closed = join(await folderFor(t, 0o700), '.data');

    const first = await start(open);
    await query(first.connection, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    t.equal(await ownerOf(open), NOBODY);

    await rename(open, closed);
    const second = await start(closed);
    t.same(await query(second.connection, 'SELECT answer FROM kept'), [[42]]);
    await second.stop();
    t.equal(await ownerOf(closed), 0);

    await rename(closed, open);
    const third = await start(open);
    t.same(await query(third.connection, 'SELECT answer FROM kept'), [[42]]);
    await third.stop();
    t.equal(await ownerOf(open), NOBODY);
  },
);

void t.test("root runs it as the owner of the project's folder, who can go on with it", asRoot, async (t) => {
  const folder = await folderFor(t, 0o700);
  const directory = join(folder, '.data');
  await chown(folder, DAEMON, DAEMON);
  const { connection, stop } = await start(directory);
  await query(connection, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await stop();
  t.equal(await ownerOf(directory), DAEMON);

  const server = await spawnReadyServer(t, directory, { uid: DAEMON });
  t.same(await query(server.connection, 'SELECT answer FROM kept'), [[42]]);
  await t.rejects(start(directory), { name: 'DataDirectoryInUse', pid: server.pid });
  process.kill(server.pid, 'SIGINT');
  await server.gone;

  const again = await start(directory);
  t.teardown(again.stop);
  const refused = await spawnServer(t, directory, { uid: DAEMON }).tells('refused');
  t.match(refused, { name: 'DataDirectoryInUse', pid: process.pid });
});

void t.test('root is told where no account can enter the folder', asRoot, async (t) => {
  const folder = await folderFor(t, 0o700);
  await chown(folder, NAMELESS, NAMELESS);
  await t.rejects(start(join(folder, '.data')), {
    name: 'EmbeddedPostgresError',
    message: /^The embedded Postgres cannot run .* as uid 0 or an unprivileged user \(.*\): .* set DATABASE_URL$/,
  });
});

for (const [who, uid] of [
  ['a normal user', NOBODY],
  ['a user without a name', NAMELESS],
] as const) {
  void t.test(`${who} runs it`, asRoot, async (t) => {
    const folder = join(await folderFor(t), 'own');
    await mkdir(folder, { mode: 0o700 });
    await chown(folder, uid, uid);
    const directory = join(folder, '.data');
    const server = await spawnReadyServer(t, directory, { uid });
    t.same(await query(server.connection, 'SELECT 1'), [[1]]);
    t.equal(await ownerOf(directory), uid);
    process.kill(server.pid, 'SIGINT');
    await server.gone;
  });
}

void t.test('a normal user is told how to get a directory that another user has used', asRoot, async (t) => {
  const directory = join(await folderFor(t), '.data');
  await (await start(directory)).stop();
  const server = spawnServer(t, directory, { uid: DAEMON });
  t.match(await server.tells('refused'), {
    name: 'EmbeddedPostgresError',
    message: `EACCES: permission denied, mkdir '${directory}/run' (to give it to this user: sudo chown -R 1 ${directory})`,
  });
});
