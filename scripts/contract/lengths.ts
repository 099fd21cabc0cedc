import { _, str, type CodeKeywordDefinition, type KeywordErrorDefinition } from 'ajv/dist/2020.js';
import { useFunc } from 'ajv/dist/compile/util.js';
import ucs2length from 'ajv/dist/runtime/ucs2length.js';

function errorOf(comparison: 'more' | 'fewer'): KeywordErrorDefinition {
  return {
    message: ({ schemaCode }) => str`must NOT have ${comparison} than ${schemaCode} characters`,
    params: ({ schemaCode }) => _`{limit: ${schemaCode}}`,
  };
}

/**
 * `maxLength` and `minLength` as Ajv has them, in code points, but counted only where the number of UTF-16 units, of which a code point has one or two,
 * does not tell already.
 */
export const lengthKeywords: readonly CodeKeywordDefinition[] = [
  {
    keyword: 'maxLength',
    type: 'string',
    schemaType: 'number',
    error: errorOf('more'),
    code(context) {
      const { gen, data } = context;
      const limit = Number(context.schema);
      context.fail(_`${data}.length > ${limit} && ${useFunc(gen, ucs2length.default)}(${data}) > ${limit}`);
    },
  },
  {
    keyword: 'minLength',
    type: 'string',
    schemaType: 'number',
    error: errorOf('fewer'),
    code(context) {
      const { gen, data } = context;
      const limit = Number(context.schema);
      context.fail(_`${data}.length < ${2 * limit} && ${useFunc(gen, ucs2length.default)}(${data}) < ${limit}`);
    },
  },
];
