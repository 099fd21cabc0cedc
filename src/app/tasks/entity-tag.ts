import { readEntityTags } from '../../values/entity-tags.ts';

/** Writes a version as an `ETag`. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/** Reads a version. @returns undefined for a tag that no task has ever had */
function versionIn(opaque: string): number | undefined {
  const version = Number(opaque);
  return /^[1-9]\d{0,15}$/.test(opaque) && Number.isSafeInteger(version) ? version : undefined;
}

/**
 * Reads the versions that an `If-Match` allows (RFC 9110, section 13.1.1). A weak tag allows none.
 *
 * @returns undefined for any version: no header, or `*`
 */
export function versionsIn(header: string | undefined): readonly number[] | undefined {
  const tags = header === undefined ? '*' : readEntityTags(header);
  if (tags === '*' || tags === undefined) return undefined;
  return tags.flatMap(({ isWeak, opaque }) => (isWeak ? [] : (versionIn(opaque) ?? [])));
}

/** True if an `If-None-Match` names this version (RFC 9110, section 13.1.2). A weak tag is as good as a strong one. */
export function isNamed(header: string | undefined, version: number): boolean {
  const tags = header === undefined ? [] : (readEntityTags(header) ?? []);
  return tags === '*' || tags.some(({ opaque }) => opaque === String(version));
}
