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
 * `maxLength` and `minLength` in code points, as in Ajv, but faster: a code point has one or two UTF-16 units, so the
 * number of units usually decides without counting code points.
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
