import t from 'tap';
import { checkEngineRefusals } from '../../src/contract/engine-refusals.ts';
import { planOperations } from '../../src/contract/registry.ts';
import { responseCheckCompiler } from '../../src/contract/response-check.ts';
import { readContract, type Contract } from '../../src/contract/index.ts';
import { changedContract, type Part } from './document.ts';
import { code } from './plans.ts';

async function check(document: Contract['document']): Promise<void> {
  const compile = responseCheckCompiler();
  for (const plan of await planOperations(document, code)) checkEngineRefusals(plan, compile(plan));
}

t.test('the contract allows all that the engine answers', async (t) => {
  await t.resolves(check(readContract().document));
});

const schemas = ['components', 'schemas'];

t.test('a contract that does not is refused at boot, and the operation and the problem are named', async (t) => {
  const withoutQuery = changedContract([...schemas, 'BadListRequestProblem', 'properties', 'type'], (type: Part) => {
    type['enum'] = ['/problems/malformed-path', '/problems/invalid-cursor'];
  });
  await t.rejects(check(withoutQuery), { message: /listTasks does not allow .* \/problems\/invalid-query/ });
  const withoutChallenge = changedContract(['components', 'responses', 'Unauthorized'], (response: Part) => {
    delete response['headers'];
  });
  await t.rejects(check(withoutChallenge), {
    message: /does not allow .* \/problems\/invalid-token: .*WWW-Authenticate/,
  });
});
