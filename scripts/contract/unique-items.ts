import { _, type CodeKeywordDefinition } from 'ajv/dist/2020.js';
import original from 'ajv/dist/vocabularies/validation/uniqueItems.js';
import { isRecord } from '../../src/values/is-record.ts';

const simpleTypes: readonly unknown[] = ['string', 'number', 'integer', 'boolean', 'null'];

/** True if the items of a list are neither objects nor lists. */
function hasSimpleItems({ items }: Readonly<Record<string, unknown>>): boolean {
  const types = isRecord(items) && 'type' in items ? [items['type']].flat() : [undefined];
  return types.every((type) => simpleTypes.includes(type));
}

/**
 * `uniqueItems` as in Ajv, but right for every text: Ajv collects simple items as the members of an object, and misses
 * that `__proto__` stands in a list twice.
 */
export const uniqueItems: CodeKeywordDefinition = {
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  error: { message: 'must NOT have duplicate items' },
  code(context) {
    const { data, parentSchema } = context;
    if (!hasSimpleItems(parentSchema)) original.default.code(context);
    else if (context.schema === true) context.fail(_`new Set(${data}).size < ${data}.length`);
  },
};
