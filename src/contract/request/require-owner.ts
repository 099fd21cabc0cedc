import { ProblemError } from '../../values/problems.ts';
import { pathTexts } from './route-path.ts';
import type { RequestStep } from './step.ts';

/**
 * Makes the step that lets users reach only their own paths.
 *
 * @param owner the path parameter that must be the user of the token; undefined for an operation without one
 * @returns a step that refuses with 403
 */
export function requireOwner(owner: string | undefined): RequestStep {
  return (request, _reply, done) => {
    if (owner !== undefined && pathTexts(request)[owner] !== request.principal?.userId) {
      throw new ProblemError('/problems/forbidden');
    }
    done();
  };
}
