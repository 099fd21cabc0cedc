import { Ajv2020, type AnySchema, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonObject } from './json.ts';

/** Says why a value breaks a schema of the document; undefined where it keeps it. */
export type Validator = (schema: JsonObject, value: unknown) => string | undefined;

/**
 * Ajv straight on the document. It shares nothing with the server's own, so that a mistake in that one is seen here. A schema is compiled
 * when a value of it is first seen.
 */
export function createValidator(document: JsonObject): Validator {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const { components = {} } = document;
  const compiled = new Map<JsonObject, ValidateFunction>();

  function compile(schema: JsonObject): ValidateFunction {
    // The components stand beside it, where its references look for them.
    const root: AnySchema = { ...schema, components };
    const validate = ajv.compile(root);
    compiled.set(schema, validate);
    return validate;
  }

  return (schema, value) => {
    const validate = compiled.get(schema) ?? compile(schema);
    return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: '', separator: '; ' });
  };
}
