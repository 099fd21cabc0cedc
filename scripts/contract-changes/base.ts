/** Finds the contract of the last release in git. */
import { NotComparableError, run } from './run.ts';

/** The earlier state of a file, to compare the work tree with. */
export interface Base {
  /** A tag or a commit. */
  readonly revision: string;
  readonly text: string;
}

/** Runs git and returns its output. @throws NotComparableError if git fails */
function git(folder: string, ...args: readonly string[]): string {
  const { code, stdout, stderr } = run('git', args, folder);
  if (code === 0) return stdout;
  throw new NotComparableError(
    `git ${args.join(' ')}: ${stderr.trim() || `exit code ${code}`}\n` +
      'The contract is compared with its last release. This needs a git clone with history and tags.',
  );
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function lastRelease(folder: string): string | undefined {
  // Sorted by version, not by date. A pre-release sorts before its release.
  const byVersion = ['-c', 'versionsort.suffix=-', 'tag', '--sort=-version:refname'];
  return lines(git(folder, ...byVersion, '--merged', 'HEAD', '--list', 'v[0-9]*'))[0];
}

/** True if the file in the work tree is the one in HEAD. */
function isUnedited(folder: string, file: string): boolean {
  return git(folder, 'status', '--porcelain', '--', file).trim() === '';
}

/** The commit where the current branch left origin's default branch; HEAD without an origin. */
function branchPoint(folder: string): string {
  const branches = lines(git(folder, 'for-each-ref', '--format=%(refname)', 'refs/remotes/origin/'));
  if (branches.length === 0) return 'HEAD';
  // A clone knows the default branch as HEAD. A checkout that CI makes with `git init` and `git fetch` does not.
  const names = ['refs/remotes/origin/HEAD', 'refs/remotes/origin/main'];
  const name = names.find((known) => branches.includes(known));
  if (name !== undefined) return git(folder, 'merge-base', 'HEAD', name).trim();
  throw new NotComparableError('The default branch of origin is not known. Run "git remote set-head origin --auto".');
}

function commitBefore(folder: string, file: string): string {
  const commit = (name: string): string => git(folder, 'rev-parse', '--short', name).trim();
  const point = commit(branchPoint(folder));
  const isFirst = git(folder, 'rev-list', '--count', 'HEAD').trim() === '1';
  return point === commit('HEAD') && isUnedited(folder, file) && !isFirst ? commit('HEAD^') : point;
}

/**
 * Finds the state to compare a file with:
 *
 * - the last release, which is the highest tag `v…` that HEAD contains;
 * - before the first release, the commit where the branch left origin's default branch, or HEAD without an origin;
 * - if that is HEAD and the file is not edited (a build of the default branch), the commit before HEAD. Otherwise the
 *   file would be compared with itself.
 *
 * @param file relative to `folder`, with slashes
 * @throws NotComparableError if git, or the part of the history that is needed, is missing
 */
export function findBase(folder: string, file: string): Base {
  const release = lastRelease(folder);
  if (release === undefined && git(folder, 'rev-parse', '--is-shallow-repository').trim() === 'true') {
    throw new NotComparableError(
      'This clone is shallow and may hide the last release: "git fetch --unshallow --tags".',
    );
  }
  const revision = release ?? commitBefore(folder, file);
  return { revision, text: git(folder, 'show', `${revision}:./${file}`) };
}
