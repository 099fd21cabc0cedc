import t from 'tap';
import { createAjv } from '../../src/contract/ajv.ts';
import { examplesOf, resolvedContract } from './document.ts';

t.test('every example of the contract is valid', async (t) => {
  const ajv = createAjv({});
  const examples = examplesOf(resolvedContract());
  t.ok(examples.length > 200, `${examples.length} examples`);
  for (const { where, schema, value } of examples) {
    const validate = ajv.compile(schema);
    t.ok(validate(value), `${where} ${JSON.stringify(validate.errors)}`);
  }
});
