import { NotComparableError, run } from './run.ts';

/** The state of a file that the work tree is compared with. */
export interface Base {
  /** What git calls it: a tag, or a commit. */
  readonly revision: string;
  readonly text: string;
}

/** What git says. @throws NotComparableError where it fails */
function git(folder: string, ...args: readonly string[]): string {
  const { code, stdout, stderr } = run('git', args, folder);
  if (code === 0) return stdout;
  throw new NotComparableError(
    `git ${args.join(' ')}: ${stderr.trim() || `exit code ${code}`}\n` +
      'The contract is compared with its last release: work in a git clone that has the history and the tags.',
  );
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function lastRelease(folder: string): string | undefined {
  // By version rather than by date, with a pre-release before its release.
  const byVersion = ['-c', 'versionsort.suffix=-', 'tag', '--sort=-version:refname'];
  return lines(git(folder, ...byVersion, '--merged', 'HEAD', '--list', 'v[0-9]*'))[0];
}

/** Whether the work tree has the file as HEAD has it. */
function isUnedited(folder: string, file: string): boolean {
  return git(folder, 'status', '--porcelain', '--', file).trim() === '';
}

/** Where the work left the default branch of origin; HEAD where there is no origin. */
function branchPoint(folder: string): string {
  const branches = lines(git(folder, 'for-each-ref', '--format=%(refname)', 'refs/remotes/origin/'));
  if (branches.length === 0) return 'HEAD';
  // A clone knows the default branch as HEAD. What a CI system makes by `git init` and `git fetch` does not.
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
 * Finds what an edit of a file is compared with: the last release, which is the highest tag `v…` that HEAD holds; before the
 * first one, where the work left origin's default branch; without an origin, HEAD. Where that is HEAD itself and nothing is edited (a
 * build of the default branch), it is the commit before, because nothing would be compared.
 *
 * @param file relative to `folder`, with slashes
 * @throws NotComparableError where git is missing, or the part of the history that would tell
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
