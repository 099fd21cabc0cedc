/** Checks that the regular expressions of the contract mean the same in every language. */
import { isRecord } from '../../src/values/is-record.ts';
import { escapePointer } from '../../src/values/json-pointer.ts';
import { ContractError } from './contract-error.ts';

/** The parts of a pattern that mean the same in every language: ASCII only. */
const parts = [
  /[^\\^$.|?*+()[\]{}]/, // a character
  /\\[\\^$.|?*+()[\]{}/]/, // an escaped metacharacter
  /[\^$|]/,
  /\((?!\?)|\)/, // a group, which is no look-around
  /[*+?]|\{\d{1,3}(?:,\d{0,3})?\}/, // a quantifier; Go allows 1,000 at most
  /\[\^?(?:[^\\[\]&~^]|\\[\\[\]^-])+\]/, // a class
];
const portable = new RegExp(`^(?:${parts.map(({ source }) => source).join('|')})*$`);
const printableAscii = /^[ -~]*$/;

/** Returns true for a pattern of the part of regular expressions that JSON Schema recommends (section 6.4). */
export function isPortable(pattern: string): boolean {
  return portable.test(pattern) && printableAscii.test(pattern);
}

function brokenPatterns(value: unknown, where: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => brokenPatterns(item, `${where}/${index}`));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const place = `${where}/${escapePointer(name)}`;
    if (['example', 'examples', 'default'].includes(name)) return [];
    if (name === 'pattern' && typeof member === 'string') return isPortable(member) ? [] : [`${place}: ${member}`];
    return brokenPatterns(member, place);
  });
}

/**
 * Checks that every pattern of a contract means the same in all languages. Generated clients give it to their own
 * engines: Go and Rust have no look-around, and `\d` and `\s` hold other characters in Python than in JavaScript.
 *
 * @param document the contract, its references resolved
 * @throws ContractError naming each pattern and its place (RFC 6901)
 */
export function checkPatterns(document: object): void {
  const broken = brokenPatterns(document, '#');
  if (broken.length === 0) return;
  const advice =
    'Use ASCII characters, [a-z], [^a-z], ( ), |, ^, $, *, +, ? and {1,9}. ' +
    'For anything else, use a format of src/contract/formats.ts and describe it in words.';
  throw new ContractError(`Patterns that generators of other languages cannot use. ${advice}\n${broken.join('\n')}`);
}
