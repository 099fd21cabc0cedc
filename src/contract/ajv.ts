import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { toUtcDateTime } from './date-time.ts';

/** Words of the contract that say something to people and tools, and nothing to a validator. */
const annotations = ['example', 'x-fault'];

/**
 * Ajv for JSON Schema 2020-12 with formats. It never changes a value's type: `0x10` is not a number because a coercion can
 * read it as one.
 */
export function createAjv(options: Options): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    // The problems of the contract say `properties` beside an `allOf` that says `type`.
    strictTypes: false,
    ...options,
  });
  addFormats.default(ajv);
  ajv.addFormat('date-time', { type: 'string', validate: (text) => toUtcDateTime(text) !== undefined });
  // Of an integer they say what its bounds say: one fault, not two.
  for (const format of ['int32', 'int64']) ajv.addFormat(format, true);
  ajv.addVocabulary(annotations);
  return ajv;
}
