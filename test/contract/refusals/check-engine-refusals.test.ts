import t from 'tap';
import { compileAndCheck as check } from '../compiled.ts';
import { changedContract, contractDocument, type Part } from '../document.ts';

t.test('the contract allows all that the engine answers', async (t) => {
  await t.resolves(check(contractDocument()));
});

t.test('a contract that does not is refused at boot, and the operation and the problem are named', async (t) => {
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
