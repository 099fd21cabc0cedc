/** An entity tag (RFC 9110, section 8.8.3). */
export interface EntityTag {
  readonly isWeak: boolean;
  /** The text between the quotes. */
  readonly opaque: string;
}

const anyTag = /^[ \t]*\*[ \t]*$/;
const emptyElements = /[ \t,]*/y;
const tag = /(W\/)?"([!#-~\x80-\xff]*)"/y;
/** A comma, and empty elements after it (RFC 9110, section 5.6.1); or the end. */
const separator = /[ \t]*(?:,[ \t,]*|$)/y;

/**
 * Reads the value of `If-Match` or `If-None-Match` (RFC 9110, section 13.1): `*`, or a list of entity tags. It takes
 * linear time.
 *
 * @returns undefined for any other text
 */
export function readEntityTags(text: string): '*' | readonly EntityTag[] | undefined {
  if (anyTag.test(text)) return '*';
  emptyElements.lastIndex = 0;
  emptyElements.test(text);
  let index = emptyElements.lastIndex;
  const tags: EntityTag[] = [];
  while (index < text.length) {
    tag.lastIndex = index;
    const [, weakness, opaque = ''] = tag.exec(text) ?? [];
    separator.lastIndex = tag.lastIndex;
    if (tag.lastIndex === 0 || !separator.test(text)) return undefined;
    tags.push({ isWeak: weakness !== undefined, opaque });
    index = separator.lastIndex;
  }
  return tags.length > 0 ? tags : undefined;
}

/** Returns true for `*` or a list of entity tags. */
export function isEntityTags(text: string): boolean {
  return readEntityTags(text) !== undefined;
}
