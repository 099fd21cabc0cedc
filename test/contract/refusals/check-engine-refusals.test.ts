import t from 'tap';
import { compileAndCheck as check } from '../compiled.ts';
import { changedContract, contractDocument, type Part } from '../document.ts';

t.test('accepts the contract', async (t) => {
  await t.resolves(check(contractDocument()));
});

t.test('refuses a contract that does not declare a refusal, and names the operation and the problem', async (t) => {
  const badRequest = ['components', 'responses', 'BadListRequest', 'content', 'application/problem+json'];
  const withoutQuery = changedContract(badRequest, (content: Part) => {
    content['schema'] = { $ref: '#/components/schemas/MalformedRequestProblem' };
    delete content['examples'];
  });
  await t.rejects(check(withoutQuery), { message: /listTasks does not allow .* \/problems\/invalid-query/ });
  const withoutChallenge = changedContract(['components', 'responses', 'Unauthorized'], (response: Part) => {
    delete response['headers'];
  });
  await t.rejects(check(withoutChallenge), {
    message: /does not allow .* \/problems\/invalid-token: .*WWW-Authenticate/,
  });
});
