/** Sets up Ajv for the schemas of the contract. */
import { _, Ajv2020, type Options } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { formats } from '../../src/contract/formats.ts';
import { compilePattern, type Pattern } from '../../src/contract/patterns.ts';
import { lengthKeywords } from './lengths.ts';
import { uniqueItems } from './unique-items.ts';

/** Keywords of the contract that are for people and tools. A validator ignores them. */
const annotations = ['example', 'x-enum-varnames', 'x-fault'];

/**
 * Formats that repeat the bounds of an integer, or that the handler checks. Ignored: one fault must not count twice.
 */
const annotationFormats = ['int32', 'int64', 'base64url'];

/** Compiles patterns for Ajv, which identifies a compiled pattern by its text. */
const regExp = Object.assign(
  (source: string, flags: string) => ({
    ...bound(compilePattern(source, flags)),
    toString: () => `/${source}/${flags}`,
  }),
  { code: 'compilePattern' },
);

function bound(pattern: Pattern): Pattern {
  return { test: (text) => pattern.test(text) };
}

/**
 * Creates an Ajv for JSON Schema 2020-12 with formats. It does not coerce types: coercion would accept `0x10` as a
 * number. Its standalone code needs `formats` (src/contract/formats.ts) and `compilePattern`
 * (src/contract/patterns.ts).
 */
export function createAjv(options: Options): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    // The problems of the contract have `properties` beside an `allOf` that has the `type`.
    strictTypes: false,
    ...options,
    code: { source: true, esm: true, lines: true, formats: _`formats`, regExp },
  });
  addFormats.default(ajv);
  for (const keyword of [...lengthKeywords, uniqueItems]) {
    ajv.removeKeyword(String(keyword.keyword)).addKeyword(keyword);
  }
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
  for (const name of annotationFormats) ajv.addFormat(name, true);
  ajv.addVocabulary(annotations);
  return ajv;
}
