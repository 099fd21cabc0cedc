import t from 'tap';
import { createAjv } from '../../../scripts/contract/ajv.ts';
import type { Schema } from '../../../scripts/contract/declared-operation.ts';
import { textPattern } from '../../../scripts/contract/text-pattern.ts';
import { readContract } from '../../../src/contract/index.ts';
import { matchesText } from '../../../src/contract/response/match-text.ts';

const id = { type: 'integer', minimum: 1, maximum: 99_999 };
const exact = { type: 'object', additionalProperties: false };
const one = { ...exact, required: ['id'], properties: { id } };
const two = { ...exact, required: ['id', 'name'], properties: { id, name: { type: 'string', maxLength: 5 } } };

const impossible: readonly (readonly [name: string, schema: Schema])[] = [
  ['no type', {}],
  ['several types', { type: ['string', 'integer'], maxLength: 5 }],
  ['an open object', { type: 'object', required: ['id'], properties: { id } }],
  ['an optional member', { ...one, required: [] }],
  ['a member without a schema of its own', { ...one, required: ['id', 'name'] }],
  ['an unknown keyword', { ...one, minProperties: 1 }],
  ['an unknown keyword in a member', { ...one, properties: { id: { ...id, multipleOf: 5 } } }],
  ['members of another schema', { ...one, allOf: [two], unevaluatedProperties: false }],
  ['a list without a limit', { type: 'array', items: one }],
  ['a list that may not be empty', { type: 'array', items: one, minItems: 1, maxItems: 5 }],
  ['a long list of different items', { type: 'array', items: one, maxItems: 101, uniqueItems: true }],
  ['a string without a limit', { type: 'string' }],
  ['a string of two characters or more', { type: 'string', minLength: 2, maxLength: 5 }],
  ['a string with a pattern', { type: 'string', maxLength: 5, pattern: '^a' }],
  ['a string of another format', { type: 'string', maxLength: 5, format: 'non-blank-text' }],
  ['a time with another pattern', { type: 'string', format: 'date-time', pattern: '^2' }],
  ['a time that is too short for its schema', { type: 'string', format: 'date-time', minLength: 28 }],
  ['integers of one digit', { type: 'integer', minimum: 1, maximum: 9 }],
  ['numbers', { type: 'number', minimum: 1 }],
  ['an enum without a valid value', { type: 'string', enum: ['abc'], maxLength: 2 }],
  ['a choice of objects with the same members', { oneOf: [one, { ...one, properties: { id: { const: 1 } } }] }],
  ['a choice of other things', { oneOf: [{ type: 'boolean' }, one] }],
];

t.test('makes no pattern of a schema that it does not fully understand', async (t) => {
  for (const [name, schema] of impossible) t.equal(textPattern(schema, undefined), undefined, name);
  const owned = (owner: object) => ({ ...exact, required: ['user_id'], properties: { user_id: owner } });
  t.ok(textPattern(owned({ type: 'string', maxLength: 5 }), 'user_id'));
  t.equal(textPattern(owned(id), 'user_id'), undefined, 'a user who is no string');
  t.equal(
    textPattern(owned({ type: ['string', 'null'], maxLength: 5 }), 'user_id'),
    undefined,
    'a user who may be null',
  );
});

const matched: readonly (readonly [schema: Schema, texts: readonly string[], parsed: readonly string[]])[] = [
  [id, ['1', '9', '9999'], ['0', '-1', '01', '1.0', '1e1', '10000', '']],
  [{ type: 'integer', minimum: 0, maximum: 100 }, ['0', '99'], ['-0', '100', '00']],
  [{ type: 'integer', minimum: 20, maximum: 99_999 }, ['100', '9999'], ['20', '19', '10000']],
  [{ type: 'integer' }, ['0', '999999999999999'], ['-1', '1000000000000000']],
  [{ type: 'string', enum: ['a', 'a"', 'abc'], maxLength: 2 }, ['"a"', '"a\\""'], ['"abc"', '"b"', 'a']],
  [{ type: ['string', 'null'], enum: ['(', null] }, ['"("', 'null'], ['""']],
  [{ const: 12 }, ['12'], ['1', '2', '122']],
  [{ type: ['string', 'null'], maxLength: 2 }, ['null', '"ab"', '""', '"🥛🥛"'], ['"abc"', 'nullnull', 'ab']],
  [{ type: ['boolean', 'null'] }, ['true', 'false', 'null'], ['TRUE', '0']],
  [
    { type: 'array', items: id, maxItems: 2, uniqueItems: true },
    ['[]', '[1,2]', '[1,11]'],
    ['[1,1]', '[1,2,3]', '[1 ]'],
  ],
  [{ oneOf: [one, two] }, ['{"id":1}', '{"id":1,"name":"x"}'], ['{"id":1,"name":1}', '{}', '{"name":"x"}']],
  [{ ...exact, required: [], properties: {} }, ['{}'], ['{"id":1}', '{ }']],
];

t.test('matches texts that the schema allows, and no others', async (t) => {
  for (const [schema, texts, others] of matched) {
    const pattern = textPattern(schema, undefined);
    const validate = createAjv({}).compile(schema);
    for (const text of texts) {
      t.equal(pattern && matchesText(pattern, text, undefined), true, `${JSON.stringify(schema)}: ${text}`);
      t.equal(validate(JSON.parse(text)), true, `${JSON.stringify(schema)}: ${text}`);
    }
    for (const text of others) {
      t.equal(pattern && matchesText(pattern, text, undefined), false, `${JSON.stringify(schema)}: ${text}`);
    }
  }
});

t.test('every body of a success has a pattern', async (t) => {
  for (const { id: operation, responses } of readContract().compiled.operations) {
    for (const [status, { content }] of responses) {
      if (status < 300) for (const { pattern } of content.values()) t.ok(pattern, `${operation} ${status}`);
    }
  }
});
