/** Control characters, marks of direction, lone surrogates and line separators, which a terminal may misread. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Makes text from strangers safe to show: cuts it to a number of code points and replaces unprintable ones by `?`. */
export function printableText(text: string, maxLength = 100): string {
  // A code point has at most two units, so the rest of a long text is never looked at.
  const points = Array.from(text.slice(0, 2 * maxLength + 2));
  const shown = points.length > maxLength ? [...points.slice(0, maxLength - 1), '…'] : points;
  return shown.join('').replace(unprintable, '?');
}
