/** Compares two contracts with Redocly or oasdiff. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/values/package-root.ts';
import { NotComparableError, run } from './run.ts';
import { contractVersion, mayBreak, nextBreakingVersion } from './version.ts';

/** The result of a comparison: a report for people, and a verdict on `info.version`. */
export interface Verdict {
  readonly report: string;
  readonly versionFits: boolean;
}

/** Compares two contracts. Their paths are relative to the package, and the report names them so. */
export type Compare = (base: string, revision: string) => Verdict;

const redocly = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin', 'cli.js');

/** Compares with Redocly: every change needs a higher version, as the rules of `diff-recommended` demand. */
export const compareByRedocly: Compare = (base, revision) => {
  // A breaking change alone is no failure: the version may allow it.
  const rule = ['--check-version', '--fail-on=none'];
  const { code, stdout, stderr } = run(process.execPath, [redocly, 'diff', base, revision, ...rule], packageRoot);
  const versionFits = code === 0;
  return { report: versionFits ? stdout : stdout + stderr, versionFits };
};

/** Compares with oasdiff: its errors pass only if the version allows breaking changes. */
export const compareByOasdiff: Compare = (base, revision) => {
  const options = ['--fail-on=ERR', '--flatten-allof', '--color=never'];
  const { code, stdout, stderr } = run('oasdiff', ['breaking', base, revision, ...options], packageRoot);
  const report = stdout + stderr;
  if (code === 0) return { report, versionFits: true };
  // oasdiff exits with 1 after a comparison that found errors. Other codes mean that it made none.
  if (code !== 1) throw new NotComparableError(`oasdiff ended with ${code}: ${report}`);
  const from = contractVersion(readFileSync(join(packageRoot, base), 'utf8'));
  const to = contractVersion(readFileSync(join(packageRoot, revision), 'utf8'));
  const least = nextBreakingVersion(from);
  const rule = `To break compatibility with ${from}, info.version must be at least ${least}. It is ${to}.`;
  return { report: `${report}${rule}\n`, versionFits: mayBreak(from, to) };
};
