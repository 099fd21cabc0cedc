import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { findBase } from '../../../scripts/contract-changes/base.ts';
import { NotComparableError } from '../../../scripts/contract-changes/run.ts';

const identity = ['-c', 'user.name=gates', '-c', 'user.email=gates@example.com', '-c', 'commit.gpgsign=false'];

interface Repository {
  readonly folder: string;
  readonly git: (...args: readonly string[]) => string;
  /** Commits the contract with this text, and releases it if a tag is given. */
  readonly commit: (text: string, tag?: string) => Promise<void>;
}

function repositoryIn(folder: string): Repository {
  const git = (...args: readonly string[]) =>
    execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  return {
    folder,
    git,
    commit: async (text, tag) => {
      await writeFile(join(folder, 'contract.yaml'), text);
      git('add', '--all');
      git('commit', '--quiet', '--no-verify', `--message=${text}`);
      if (tag !== undefined) git('-c', 'tag.gpgsign=false', 'tag', tag);
    },
  };
}

async function emptyFolder(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tasks-api-base-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function newRepository(t: Test): Promise<Repository> {
  const repository = repositoryIn(await emptyFolder(t));
  repository.git('init', '--quiet', '--initial-branch=main');
  return repository;
}

/** Clones as over a network. From a folder, git copies the whole history and ignores the depth. */
async function clone(t: Test, { folder, git }: Repository, ...options: readonly string[]): Promise<Repository> {
  const parent = await emptyFolder(t);
  git('clone', '--quiet', ...options, `file://${folder}`, join(parent, 'clone'));
  return repositoryIn(join(parent, 'clone'));
}

const base = ({ folder }: Repository) => findBase(folder, 'contract.yaml');

function refuses(t: Test, repository: Repository, message: RegExp): void {
  t.throws(() => base(repository), { constructor: NotComparableError, message });
}

t.test('finds the highest release that HEAD contains', async (t) => {
  const repository = await newRepository(t);
  await repository.commit('ten', 'v0.10.0');
  await repository.commit('candidate', 'v0.11.0-rc.1');
  await repository.commit('eleven', 'v0.11.0');
  await repository.commit('nine, later', 'v0.9.1');
  await repository.commit('no release', 'vendored');
  t.strictSame(base(repository), { revision: 'v0.11.0', text: 'eleven' });
  repository.git('checkout', '--quiet', 'v0.10.0');
  t.equal(base(repository).revision, 'v0.10.0', 'a release of another branch is none of this one');
});

t.test('finds the branch point on the default branch before the first release', async (t) => {
  const origin = await newRepository(t);
  await origin.commit('shared');
  const work = await clone(t, origin);
  await work.commit('mine');
  await origin.commit('theirs');
  work.git('fetch', '--quiet');
  t.equal(base(work).text, 'shared');
  work.git('remote', 'set-head', 'origin', '--delete');
  t.equal(base(work).text, 'shared', 'where only the branches are fetched, main is the default one');
  work.git('update-ref', '-d', 'refs/remotes/origin/main');
  work.git('update-ref', 'refs/remotes/origin/other', 'HEAD');
  refuses(t, work, /git remote set-head origin --auto/);
});

t.test('finds HEAD without an origin', async (t) => {
  const repository = await newRepository(t);
  await repository.commit('committed');
  await writeFile(join(repository.folder, 'contract.yaml'), 'edited');
  t.equal(base(repository).text, 'committed');
});

t.test('finds the commit before HEAD if nothing is edited', async (t) => {
  const origin = await newRepository(t);
  await origin.commit('first');
  t.equal(base(origin).text, 'first', 'there is none before');
  await origin.commit('second');
  await origin.commit('third');
  const work = await clone(t, origin);
  t.equal(base(work).text, 'second');
  await writeFile(join(work.folder, 'other.yaml'), 'edited');
  t.equal(base(work).text, 'second', 'another file is edited');
  await writeFile(join(work.folder, 'contract.yaml'), 'edited');
  t.equal(base(work).text, 'third');
  work.git('add', '--all');
  t.equal(base(work).text, 'third', 'not committed yet');
  await work.commit('mine');
  t.equal(base(work).text, 'third');
});

t.test('refuses a shallow clone that may lack the last release', async (t) => {
  const origin = await newRepository(t);
  await origin.commit('released', 'v1.0.0');
  await origin.commit('newer');
  const shallow = await clone(t, origin, '--depth=1');
  refuses(t, shallow, /git fetch --unshallow --tags/);
  shallow.git('fetch', '--quiet', '--unshallow', '--tags');
  t.equal(base(shallow).text, 'released');
  t.equal(base(await clone(t, origin, '--depth=2')).text, 'released', 'one that shows it is not');
});

t.test('refuses with the words of git if git fails', async (t) => {
  const repository = await newRepository(t);
  refuses(t, repository, /HEAD/);
  repository.git('commit', '--quiet', '--allow-empty', '--message=No contract');
  refuses(t, repository, /contract\.yaml/);
  refuses(t, { ...repository, folder: await emptyFolder(t) }, /needs a git clone/);
});

t.test('refuses without git', async (t) => {
  const { PATH } = process.env;
  t.teardown(() => (process.env['PATH'] = PATH));
  const repository = await newRepository(t);
  process.env['PATH'] = repository.folder;
  refuses(t, repository, /^git cannot be run/);
});
