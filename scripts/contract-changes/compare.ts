import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/values/package-root.ts';
import { NotComparableError, run } from './run.ts';
import { contractVersion, mayBreak, nextBreakingVersion } from './version.ts';

/** What a comparison found, for a person, and whether `info.version` says as much. */
export interface Verdict {
  readonly report: string;
  readonly versionFits: boolean;
}

/** Compares two contracts, by their files: relative to the package's root, which is how the report calls them. */
export type Compare = (base: string, revision: string) => Verdict;

const redocly = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin', 'cli.js');

/** Every change needs a higher version; how much higher, the rules of `diff-recommended` say. */
export const compareByRedocly: Compare = (base, revision) => {
  // A breaking change is no failure by itself: the version may say so.
  const rule = ['--check-version', '--fail-on=none'];
  const { code, stdout, stderr } = run(process.execPath, [redocly, 'diff', base, revision, ...rule], packageRoot);
  const versionFits = code === 0;
  return { report: versionFits ? stdout : stdout + stderr, versionFits };
};

/** What oasdiff calls an error is let through only where the version may break what was promised. */
export const compareByOasdiff: Compare = (base, revision) => {
  const options = ['--fail-on=ERR', '--flatten-allof', '--color=never'];
  const { code, stdout, stderr } = run('oasdiff', ['breaking', base, revision, ...options], packageRoot);
  const report = stdout + stderr;
  if (code === 0) return { report, versionFits: true };
  // 1 is the only code of a comparison that was made.
  if (code !== 1) throw new NotComparableError(`oasdiff ended with ${code}: ${report}`);
  const from = contractVersion(readFileSync(join(packageRoot, base), 'utf8'));
  const to = contractVersion(readFileSync(join(packageRoot, revision), 'utf8'));
  const rule = `To break what ${from} promised, info.version must be at least ${nextBreakingVersion(from)}. It is ${to}.`;
  return { report: `${report}${rule}\n`, versionFits: mayBreak(from, to) };
};
