import { isUtf8 } from 'node:buffer';
import { ProblemError } from '../../values/problems.ts';

const quote = 0x22;
const comma = 0x2c;
const openArray = 0x5b;
const backslash = 0x5c;
const closeArray = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;

/** Returns the index of the quote that ends the string starting at `start`. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  for (;;) {
    const code = text.charCodeAt(index);
    if (code === quote) return index;
    index += code === backslash ? 2 : 1;
  }
}

/**
 * Finds a name that occurs twice in one object. JSON.parse would silently keep the last (RFC 8259, section 4), while a
 * proxy before the server may have checked the first.
 *
 * @param text valid JSON
 */
export function repeatedMember(text: string): string | undefined {
  /** The names of each enclosing object; undefined for an array. */
  const open: (Set<string> | undefined)[] = [];
  let names: Set<string> | undefined;
  let isName = false;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case quote: {
        const end = endOfString(text, index);
        if (isName && names) {
          const raw = text.slice(index + 1, end);
          // Escapes give one name many spellings: "a" and "\u0061".
          const name = raw.includes('\\') ? String(JSON.parse(`"${raw}"`)) : raw;
          if (names.has(name)) return name;
          names.add(name);
          isName = false;
        }
        index = end;
        break;
      }
      case comma:
        isName = names !== undefined;
        break;
      case openObject:
      case openArray:
        open.push(names);
        isName = text.charCodeAt(index) === openObject;
        names = isName ? new Set() : undefined;
        break;
      case closeObject:
      case closeArray:
        names = open.pop();
        isName = false;
        break;
    }
  }
  return undefined;
}

/**
 * Parses a body. Some clients put a byte-order mark before it, which may be ignored (RFC 8259, section 8.1).
 *
 * @throws ProblemError 400 if it is not UTF-8, not JSON, or an object has a member twice
 */
export function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw new ProblemError('/problems/malformed-body');
  const marked = bytes.toString('utf8');
  const text = marked.startsWith('\ufeff') ? marked.slice(1) : marked;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The error is dropped: its message quotes the user's text, which must not be logged.
    throw new ProblemError('/problems/malformed-body');
  }
  const repeated = repeatedMember(text);
  if (repeated === undefined) return value;
  const quoted = JSON.stringify(repeated.length > 100 ? `${repeated.slice(0, 100)}…` : repeated).toWellFormed();
  throw new ProblemError('/problems/malformed-body', { detail: `The member ${quoted} stands twice in one object.` });
}
