/** Returns true for a text that can be stored: without U+0000 and lone surrogates. */
export function isText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** Characters up to U+001F: tabs, line ends and their like. */
const control = /[^ -\uffff]/;

/** Returns true for a text on one line: without control characters up to U+001F and lone surrogates. */
export function isSingleLineText(text: string): boolean {
  return text.isWellFormed() && !control.test(text);
}

/** White space by Unicode's property White_Space, and by ECMAScript, which adds U+FEFF but lacks U+0085. */
const blank = /^[\s\p{White_Space}]+$/u;

/** Returns true for a text that can be stored and is not only white space. The empty text is left to `minLength`. */
export function isNonBlankText(text: string): boolean {
  return isText(text) && !blank.test(text);
}
