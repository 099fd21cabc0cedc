import type { components } from '../../../generated/contract.ts';
import { problems, type Fault, type ProblemAnswer } from '../../values/problems.ts';

/** Every member that some problem of the contract has. */
export type ProblemBody = components['schemas']['Problem'] & { readonly errors?: readonly Fault[] };

export const problemMediaType = 'application/problem+json';

const maxInstanceLength = 2048;

/**
 * The path of a request target as a URI reference on this server. A target may be a whole URL (RFC 9112, section 3.2.2) or begin with two
 * slashes, which a reader would take for another host; and what HTTP let through but RFC 3986 does not is percent-encoded.
 */
function instanceOf(target: string): string {
  const [path] = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '').split('?', 1);
  return (path || '/')
    .replace(/^\/{2,}/, (slashes) => `/.${slashes}`)
    .replace(/%(?![0-9A-Fa-f]{2})|[^\w!$%&'()*+,\-./:;=@~]/g, (character) =>
      [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
    )
    .slice(0, maxInstanceLength)
    .replace(/%.?$/, '');
}

/** Completes a refusal with what only the request knows. */
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
  };
}
