/** Checks JSON text against a pattern without parsing it. */
import type { ChoiceText, ListText, StringText, TextPart, TextPattern } from '../types/text-pattern.ts';

const mismatch = -1;
const comma = 0x2c;
const closingBracket = 0x5d;

/** The user whom an answer is for. */
interface OwnerMatch {
  /** The id as JSON. */
  readonly text: string;
  /** Where in the pattern the text was found to fit. */
  fits: StringText | undefined;
}

function endOfList({ items, maxItems, unique }: ListText, text: string, start: number, owner?: OwnerMatch): number {
  if (text[start] !== '[') return mismatch;
  if (text.charCodeAt(start + 1) === closingBracket) return start + 2;
  const seen: string[] = [];
  let end = start;
  for (let count = 1; count <= maxItems; count += 1) {
    const itemStart = end + 1;
    end = endOfPattern(items, text, itemStart, owner);
    if (end === mismatch) return mismatch;
    if (unique) {
      const item = text.slice(itemStart, end);
      if (seen.includes(item)) return mismatch;
      seen.push(item);
    }
    const next = text.charCodeAt(end);
    if (next === closingBracket) return end + 1;
    if (next !== comma) return mismatch;
  }
  return mismatch;
}

function endOfChoice({ choices }: ChoiceText, text: string, start: number, owner?: OwnerMatch): number {
  for (const choice of choices) {
    const end = endOfPattern(choice, text, start, owner);
    if (end !== mismatch) return end;
  }
  return mismatch;
}

function endOfMatch(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : mismatch;
}

/** The quotes of a string. */
const quotes = 2;

/** Counts the code points of a string in JSON. */
function lengthOf(json: string): number {
  return Array.from(String(JSON.parse(json))).length;
}

function endOfString({ string, before, maxLength }: StringText, text: string, start: number): number {
  const end = endOfMatch(string, text, start);
  // A code point has one character at least, so a string of few characters is short enough without counting.
  if (end === mismatch || end - start - before - quotes <= maxLength) return end;
  return lengthOf(text.slice(start + before, end)) <= maxLength ? end : mismatch;
}

function endOfOwner(string: StringText, text: string, start: number, owner?: OwnerMatch): number {
  if (!owner) return endOfString(string, text, start);
  if (!text.startsWith(owner.text, start)) return mismatch;
  // The same text fits the same expression again.
  if (owner.fits === string) return start + owner.text.length;
  const end = endOfString(string, text, start);
  if (end - start !== owner.text.length) return mismatch;
  owner.fits = string;
  return end;
}

function endOfPart(part: TextPart, text: string, start: number, owner?: OwnerMatch): number {
  if (part instanceof RegExp) return endOfMatch(part, text, start);
  if ('string' in part) return endOfString(part, text, start);
  if ('owner' in part) return endOfOwner(part.owner, text, start, owner);
  if ('items' in part) return endOfList(part, text, start, owner);
  return endOfChoice(part, text, start, owner);
}

function endOfPattern(pattern: TextPattern, text: string, start: number, owner?: OwnerMatch): number {
  let end = start;
  for (const part of pattern) {
    end = endOfPart(part, text, end, owner);
    if (end === mismatch) return mismatch;
  }
  return end;
}

/**
 * Returns true for a text that a pattern describes from its first to its last character. It is then JSON, its value is
 * valid, and it names no other user. False says nothing: the text may be valid all the same.
 *
 * The time grows with the length of the text, whatever is in it: no part is tried again at another place, and the
 * expressions of the parts do not backtrack further than over the text that they have just read.
 *
 * @param owner the id of the user whom the answer is for; undefined if it may name anybody
 */
export function matchesText(pattern: TextPattern, text: string, owner: string | undefined): boolean {
  const match = owner === undefined ? undefined : { text: JSON.stringify(owner), fits: undefined };
  return endOfPattern(pattern, text, 0, match) === text.length;
}
