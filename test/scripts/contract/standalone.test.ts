import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { compileContract } from '../../../scripts/contract/compile.ts';
import { contractCode } from '../../../scripts/contract/standalone.ts';
import { checkDigest, readContract } from '../../../src/contract/read-contract.ts';
import type { CompiledContract } from '../../../src/contract/types/compiled.ts';
import { packageRoot } from '../../../src/values/package-root.ts';
import { answer, task } from '../../contract/response/answers.ts';
import { compiledOperation, having } from '../../contract/compiled.ts';
import { changedContract, contractDocument, declaredContract } from '../../contract/document.ts';

const { compiled, json } = readContract();

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A compiled contract without its functions. */
function shapeOf(contract: CompiledContract): unknown {
  const text = JSON.stringify(contract, (_name, value: unknown) => {
    if (value instanceof Map) return [...(value as ReadonlyMap<unknown, unknown>)];
    if (value instanceof RegExp) return value.toString();
    return typeof value === 'function' ? 'code' : value;
  });
  return JSON.parse(text);
}

t.test('the generated contract equals one compiled in memory', async (t) => {
  t.strictSame(shapeOf(compiled), shapeOf(await compileContract(contractDocument(), digestOf(json))));
});

t.test('the generated files equal freshly written ones', async (t) => {
  for (const [name, code] of contractCode(await declaredContract(), digestOf(json))) {
    t.equal(readFileSync(join(packageRoot, 'generated', 'engine', name), 'utf8') === code, true, name);
  }
});

t.test('refuses code that was compiled from another document', async (t) => {
  t.doesNotThrow(() => checkDigest(json, compiled));
  t.throws(() => checkDigest(`${json} `, compiled), { message: /not what generated\/engine\/ was compiled from/ });
});

t.test('a changed contract gives other validators', async (t) => {
  const wider = changedContract(['components', 'schemas', 'Title'], having({ maxLength: 201 }));
  const changed = await compileContract(wider, '');
  const body = { title: 'x'.repeat(201) };
  const bodyOf = (contract: CompiledContract) =>
    compiledOperation('createTask', contract).body?.content.get('application/json');
  t.equal(bodyOf(compiled)?.(body), false);
  t.equal(bodyOf(changed)?.(body), true);
});

t.test('the text of a serialiser parses to the value that it was given', async (t) => {
  const content = compiledOperation('listTasks').responses.get(200)?.content.get('application/json');
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  const tasks = fc.array(
    fc.record(
      {
        ...Object.fromEntries(Object.entries(task).map(([name, value]) => [name, fc.constant(value)])),
        id: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        title: text,
        description: fc.option(text),
        completed: fc.boolean(),
      },
      { noNullPrototype: true },
    ),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(tasks, (value) => {
      t.strictSame(JSON.parse(content?.serialise(value) ?? ''), value);
    }),
    { numRuns: 300 },
  );
});

t.test('a serialiser leaves out undeclared members', async (t) => {
  const content = compiledOperation('getTask').responses.get(200)?.content.get('application/json');
  const { body } = answer(200, { ...task, inner: 'secret' });
  t.equal(content?.validate(body), false);
  t.notMatch(content?.serialise(body), /secret/);
});
