const token = "[\\w!#$%&'*+\\-.^`|~]+";
const value = `(?:${token}|"(?:[^"\\\\]|\\\\.)*")`;
const pair = `(${token})(?:[ \\t]*=[ \\t]*(${value}))?`;
const parameters = `(?:[ \\t]*;(?:[ \\t]*${token}(?:[ \\t]*=[ \\t]*${value})?)?)*`;
/** One preference, its parameters (which are ignored) and the comma after it. */
const preference = new RegExp(`^${pair}${parameters}[ \\t]*(?:,|$)`);
const emptyElements = /^[ \t,]+/;

/**
 * Reads the `Prefer` header (RFC 7240, section 2). If a preference is given twice, the first one counts.
 *
 * @param header all fields, joined by commas
 * @returns values by lower-case name, an empty text for a missing value; undefined if the header is not well-formed
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

/** Writes a preference as `Preference-Applied` lists it (RFC 7240, section 3). */
export function writePreference(name: string, text: string): string {
  return new RegExp(`^${token}$`).test(text) ? `${name}=${text}` : `${name}="${text.replace(/["\\]/g, '\\$&')}"`;
}
