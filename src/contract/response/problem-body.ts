import type { components } from '../../../generated/contract.ts';
import { problems, type Fault, type ProblemAnswer } from '../../values/problems.ts';
import { targetPath } from '../request/target-path.ts';

/** All members that a problem of the contract may have. */
export type ProblemBody = components['schemas']['Problem'] & { readonly errors?: readonly Fault[] } & Readonly<
    Record<string, unknown>
  >;

export const problemMediaType = 'application/problem+json';

const maxInstanceLength = 2048;

/**
 * Converts a request target to a URI reference of its path. Two leading slashes would read as another host, so `/.`
 * goes before them. Characters that HTTP accepts and RFC 3986 does not are percent-encoded.
 */
function instanceOf(target: string): string {
  return targetPath(target)
    .replace(/^\/{2,}/, (slashes) => `/.${slashes}`)
    .replace(/%(?![0-9A-Fa-f]{2})|[^\w!$%&'()*+,\-./:;=@~]/g, (character) =>
      [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
    )
    .slice(0, maxInstanceLength)
    .replace(/%.?$/, '');
}

/** Makes the body of a problem (RFC 9457) from a refusal and its request. */
export function problemBody(answer: ProblemAnswer, target: string, requestId: string): ProblemBody {
  const { title, detail } = problems[answer.problem];
  return {
    type: answer.problem,
    title,
    status: answer.status,
    detail: answer.detail ?? detail,
    instance: instanceOf(target),
    request_id: requestId,
    ...(answer.errors ? { errors: answer.errors } : {}),
    ...answer.extensions,
  };
}
