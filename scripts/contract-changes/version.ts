import { gte, inc, major, parse } from 'semver';
import { parse as parseYaml } from 'yaml';
import { NotComparableError } from './run.ts';

/**
 * Reads `info.version` of a contract. A pre-release counts as its release, as in `redocly diff`.
 *
 * @throws NotComparableError if it is not a semantic version
 */
export function contractVersion(contract: string): string {
  const document: unknown = parseYaml(contract);
  const info = document instanceof Object && 'info' in document ? document.info : undefined;
  const version = info instanceof Object && 'version' in info ? info.version : undefined;
  const parsed = typeof version === 'string' ? parse(version) : null;
  if (parsed === null) throw new NotComparableError('info.version is not a semantic version');
  return `${parsed.major}.${parsed.minor}.${parsed.patch}`;
}

/**
 * The lowest version that may break compatibility with `version`: the next major, or below 1.0.0 the next minor one.
 */
export function nextBreakingVersion(version: string): string {
  const next = inc(version, major(version) === 0 ? 'minor' : 'major');
  if (next === null) throw new Error(`${version} is not a semantic version`);
  return next;
}

/** True if the step from one version to the other allows breaking changes. */
export function mayBreak(base: string, revision: string): boolean {
  return gte(revision, nextBreakingVersion(base));
}
