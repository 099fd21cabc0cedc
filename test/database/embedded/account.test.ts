import { chown, mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { checkoutForAll, folderFor, isRoot, query, spawnReadyServer, spawnServer } from './harness.ts';

const nobody = 65_534;
/** Uid of `daemon` on Linux and macOS. */
const daemon = 1;
const nameless = 54_321;

const ownerOf = async (directory: string) => (await stat(join(directory, 'postgres/base'))).uid;

const asRoot = { skip: isRoot ? false : 'root only' };
const checkout = isRoot ? await checkoutForAll(t) : '';

/** Starts a server, runs a statement on its database, and ends the server. */
async function askOnce(t: Test, directory: string, statement: string, uid?: number): Promise<unknown[][]> {
  const server = await spawnReadyServer(t, directory, { checkout, ...(uid === undefined ? {} : { uid }) });
  const answer = await query(server.address, statement);
  process.kill(server.pid, 'SIGINT');
  await server.gone;
  return answer;
}

const makeKept = 'CREATE TABLE kept AS SELECT 42 AS answer';
const readKept = 'SELECT answer FROM kept';

t.test(
  'root runs Postgres as nobody, or as root in a user namespace below a folder that only root can enter',
  asRoot,
  async (t) => {
    const open = join(await folderFor(t), '.data');
    const closed = join(await folderFor(t, 0o700), '.data');

    await askOnce(t, open, makeKept);
    t.equal(await ownerOf(open), nobody);

    await rename(open, closed);
    t.same(await askOnce(t, closed, readKept), [[42]]);
    t.equal(await ownerOf(closed), 0);

    await rename(closed, open);
    t.same(await askOnce(t, open, readKept), [[42]]);
    t.equal(await ownerOf(open), nobody);
  },
);

t.test(
  "root runs Postgres as the owner of the project's folder, who can use the data afterwards",
  asRoot,
  async (t) => {
    const folder = await folderFor(t, 0o700);
    const directory = join(folder, '.data');
    await chown(folder, daemon, daemon);
    await askOnce(t, directory, makeKept);
    t.equal(await ownerOf(directory), daemon);

    const server = await spawnReadyServer(t, directory, { checkout, uid: daemon });
    t.same(await query(server.address, readKept), [[42]]);
    const refused = await spawnServer(t, directory, { checkout }).reports('refused');
    t.match(refused, { name: 'DataDirectoryInUse', pid: server.pid });
    process.kill(server.pid, 'SIGINT');
    await server.gone;

    const again = await spawnReadyServer(t, directory, { checkout });
    const refusedTo = await spawnServer(t, directory, { checkout, uid: daemon }).reports('refused');
    t.match(refusedTo, { name: 'DataDirectoryInUse', pid: again.pid });
  },
);

t.test('root gets an error with a remedy if no account can enter the folder', asRoot, async (t) => {
  const folder = await folderFor(t, 0o700);
  await chown(folder, nameless, nameless);
  const refused = await spawnServer(t, join(folder, '.data'), { checkout }).reports('refused');
  t.match(refused, {
    name: 'EmbeddedPostgresError',
    message: /^The embedded Postgres cannot run .* as uid 0 or an unprivileged user \(.*\): .* set DATABASE_URL$/,
  });
});

for (const [who, uid] of [
  ['a normal user', nobody],
  ['a user without a name', nameless],
] as const) {
  t.test(`${who} runs Postgres`, asRoot, async (t) => {
    const folder = join(await folderFor(t), 'own');
    await mkdir(folder, { mode: 0o700 });
    await chown(folder, uid, uid);
    const directory = join(folder, '.data');
    t.same(await askOnce(t, directory, 'SELECT 1', uid), [[1]]);
    t.equal(await ownerOf(directory), uid);
  });
}

t.test('a normal user gets an error with a remedy if another user owns the directory', asRoot, async (t) => {
  const directory = join(await folderFor(t), '.data');
  await askOnce(t, directory, 'SELECT 1');
  const remedy = `to give it to this user: sudo chown -R 1 ${directory}`;
  t.match(await spawnServer(t, directory, { checkout, uid: daemon }).reports('refused'), {
    name: 'EmbeddedPostgresError',
    message: `EACCES: permission denied, mkdir '${directory}/run' (${remedy})`,
  });
});
