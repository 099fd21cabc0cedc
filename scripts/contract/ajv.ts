import { _, Ajv2020, type Options } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { formats } from '../../src/contract/formats.ts';
import { compilePattern, type Pattern } from '../../src/contract/patterns.ts';
import { lengthKeywords } from './lengths.ts';

/** Words of the contract that say something to people and tools, and nothing to a validator. */
const annotations = ['example', 'x-fault'];

/** Formats that say what the bounds of an integer say already, or what is for the handler to tell: one fault, not two. */
const annotationFormats = ['int32', 'int64', 'base64url'];

/** Patterns by what they are: Ajv tells two of them apart by their text. */
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
 * Ajv for JSON Schema 2020-12 with formats. It never changes a value's type: `0x10` is not a number because a coercion can
 * read it as one. Its code stands alone, beside `formats` of src/contract/formats.ts and `compilePattern` of src/contract/patterns.ts.
 */
export function createAjv(options: Options): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    // The problems of the contract say `properties` beside an `allOf` that says `type`.
    strictTypes: false,
    ...options,
    code: { source: true, esm: true, formats: _`formats`, regExp },
  });
  addFormats.default(ajv);
  for (const keyword of lengthKeywords) ajv.removeKeyword(String(keyword.keyword)).addKeyword(keyword);
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
  for (const name of annotationFormats) ajv.addFormat(name, true);
  ajv.addVocabulary(annotations);
  return ajv;
}
