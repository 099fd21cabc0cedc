import { printableText } from '../../values/printable-text.ts';
import { ProblemError } from '../../values/problems.ts';
import { pathTexts } from './route-path.ts';
import type { RequestStep } from './step.ts';

const forbidden = new ProblemError('/problems/forbidden');

/** Names both users, for developers. */
function forbiddenTo(tokenUser: string | undefined, pathUser: string | undefined): ProblemError {
  const [ofToken, ofPath] = [tokenUser, pathUser].map((user = '') => JSON.stringify(printableText(user)));
  return new ProblemError('/problems/forbidden', {
    detail: `The token is of the user ${ofToken}, and the path of the user ${ofPath}.`,
  });
}

/**
 * Makes the step that lets users reach only their own paths.
 *
 * @param owner the path parameter that must be the user of the token; undefined for an operation without one
 * @param namesUsers true if the 403 may name both users
 * @returns a step that refuses with 403
 */
export function requireOwner(owner: string | undefined, namesUsers: boolean): RequestStep {
  return (request, _reply, done) => {
    if (owner !== undefined && pathTexts(request)[owner] !== request.principal?.userId) {
      throw namesUsers ? forbiddenTo(request.principal?.userId, pathTexts(request)[owner]) : forbidden;
    }
    done();
  };
}
