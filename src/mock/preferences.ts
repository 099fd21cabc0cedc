const token = "[\\w!#$%&'*+\\-.^`|~]+";
const value = `(?:${token}|"(?:[^"\\\\]|\\\\.)*")`;
const pair = `(${token})(?:[ \\t]*=[ \\t]*(${value}))?`;
const parameters = `(?:[ \\t]*;(?:[ \\t]*${token}(?:[ \\t]*=[ \\t]*${value})?)?)*`;
/** One preference, what it says beside its value passed over, and the comma behind it. */
const preference = new RegExp(`^${pair}${parameters}[ \\t]*(?:,|$)`);
const emptyElements = /^[ \t,]+/;

/**
 * Reads the `Prefer` header (RFC 7240, section 2). Of a preference that is given twice the first counts.
 *
 * @param header several fields joined by commas
 * @returns values by names in lower case, an empty text where there is none; undefined where the header is not well-formed
 */
export function readPreferences(header: string): ReadonlyMap<string, string> | undefined {
  const preferences = new Map<string, string>();
  let rest = header.replace(emptyElements, '');
  while (rest !== '') {
    const [matched, name, word = ''] = preference.exec(rest) ?? [];
    if (matched === undefined || name === undefined) return undefined;
    const text = word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/g, '$1') : word;
    if (!preferences.has(name.toLowerCase())) preferences.set(name.toLowerCase(), text);
    rest = rest.slice(matched.length).replace(emptyElements, '');
  }
  return preferences;
}

/** Writes a preference that was followed, for `Preference-Applied` (RFC 7240, section 3). */
export function writePreference(name: string, text: string): string {
  return new RegExp(`^${token}$`).test(text) ? `${name}=${text}` : `${name}="${text.replace(/["\\]/g, '\\$&')}"`;
}
