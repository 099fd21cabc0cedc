import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonObject } from './json.ts';

/** Says why a value breaks a schema of the document; undefined if it conforms. */
export type Validator = (schema: JsonObject, value: unknown) => string | undefined;

/** A full-date or a date-time (RFC 3339). */
const dayOrTime: AnySchema = { anyOf: [{ format: 'date' }, { format: 'date-time' }] };

/** True for a name of the IANA database. */
function isTimeZone(text: string): boolean {
  try {
    return new Date(0).toLocaleString('en', { timeZone: text }) !== '';
  } catch {
    return false;
  }
}

const entityTag = String.raw`(?:W/)?"[!#-~\x80-\xff]*"`;

/**
 * The contract's own formats, read from its words (specs/features/task-crud.md) and from RFC 9110 (sections 8.8.3, 13.1
 * and 5.6.1.2), not from the server's code.
 */
const ownFormats = {
  base64url: /^[A-Za-z0-9_-]*$/,
  'time-zone': isTimeZone,
  text: /^[^\0\p{Surrogate}]*$/u,
  'non-blank-text': /^(?![\p{White_Space}\ufeff]+$)[^\0\p{Surrogate}]*$/u,
  'single-line-text': /^[ -\ud7ff\ue000-\u{10ffff}]*$/u,
  'entity-tags': new RegExp(`^[ \\t]*(?:\\*|[ \\t,]*${entityTag}(?:[ \\t]*,[ \\t,]*${entityTag})*[ \\t,]*)[ \\t]*$`),
};

function refuse(message: string): never {
  throw new Error(`The contract coverage cannot judge a schema: ${message}`);
}

/**
 * Creates a validator: Ajv on the document as it is. It shares nothing with the server's validators, so it finds
 * mistakes in them. A schema is compiled when its first value arrives.
 */
export function createValidator(document: JsonObject): Validator {
  // Ajv only warns of a format that it does not know.
  const logger = { log: refuse, warn: refuse, error: refuse };
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger, formats: ownFormats });
  addFormats.default(ajv);
  ajv.addFormat('day-or-time', (text: string) => ajv.validate(dayOrTime, text) === true);
  const { components = {} } = document;
  const compiled = new Map<JsonObject, ValidateFunction>();

  function compile(schema: JsonObject): ValidateFunction {
    // References start at the root of the document, so the components must be there. Ajv walks through all of them, for
    // every schema: we spare that where nothing is referred to.
    const root: AnySchema = JSON.stringify(schema).includes('"$ref"') ? { ...schema, components } : schema;
    const validate = ajv.compile(root);
    compiled.set(schema, validate);
    return validate;
  }

  return (schema, value) => {
    const validate = compiled.get(schema) ?? compile(schema);
    return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: '', separator: '; ' });
  };
}
