import { gte, inc, major, valid } from 'semver';
import { parse } from 'yaml';
import { NotComparableError } from './run.ts';

/** `info.version` of a contract. @throws NotComparableError where it is not a semantic version */
export function contractVersion(contract: string): string {
  const document: unknown = parse(contract);
  const info = document instanceof Object && 'info' in document ? document.info : undefined;
  const version = info instanceof Object && 'version' in info ? info.version : undefined;
  const checked = typeof version === 'string' ? valid(version) : null;
  if (checked === null) throw new NotComparableError('info.version is not a semantic version');
  return checked;
}

/** The lowest version that may break what `version` promised: the next major one, or below 1.0.0 the next minor one. */
export function nextBreakingVersion(version: string): string {
  const next = inc(version, major(version) === 0 ? 'minor' : 'major');
  if (next === null) throw new Error(`${version} is not a semantic version`);
  return next;
}

/** Whether the step from one version to the other says that promises are broken. */
export function mayBreak(base: string, revision: string): boolean {
  return gte(revision, nextBreakingVersion(base));
}
