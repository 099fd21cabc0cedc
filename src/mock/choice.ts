import { problem, type ProblemAnswer } from '../values/problems.ts';
import type { ExampleResponse } from './examples.ts';
import { readPreferences, writePreference } from './preferences.ts';

/** The answer chosen for a request. */
export interface Choice {
  readonly response: ExampleResponse;
  readonly body: unknown;
  /** The preferences that it follows, as they stand in `Preference-Applied`. */
  readonly applied: readonly string[];
}

/** Lists the statuses and their examples: `200 (page, empty), 204`. */
function listOf(responses: readonly ExampleResponse[]): string {
  const entries = responses.map(({ status, examples }) =>
    examples.size === 0 ? `${status}` : `${status} (${[...examples.keys()].join(', ')})`,
  );
  return entries.join(', ');
}

/** Refuses a preference with 400. If the mock ignored it, its answer would look like the preferred one. */
function refuse(what: string, responses: readonly ExampleResponse[]): ProblemAnswer {
  return problem('/problems/malformed-request', {
    detail: `${what} What can be preferred here: ${listOf(responses)}.`,
  });
}

/**
 * Chooses an answer of an operation by the preferences `code` and `example`. The default is the first success and its
 * first example. The example must belong to the chosen status. Other preferences are ignored (RFC 7240, section 2).
 *
 * @param prefer the `Prefer` header; empty if there is none
 * @returns the choice, or a refusal that lists the possible ones
 */
export function choose(responses: readonly ExampleResponse[], prefer: string): Choice | ProblemAnswer {
  const preferences = readPreferences(prefer);
  if (!preferences) {
    return refuse('The Prefer header is not well-formed, such as: code=404, example=absent.', responses);
  }
  const code = preferences.get('code');
  const name = preferences.get('example');
  const response = responses.find(({ status }) => (code === undefined ? status < 300 : String(status) === code));
  if (!response) return refuse('No status of this operation is the preferred code.', responses);
  if (name !== undefined && !response.examples.has(name)) {
    return refuse(`No example of the status ${response.status} has the preferred name.`, responses);
  }
  const [first] = response.examples.values();
  return {
    response,
    body: name === undefined ? first : response.examples.get(name),
    applied: [
      ...(code === undefined ? [] : [writePreference('code', code)]),
      ...(name === undefined ? [] : [writePreference('example', name)]),
    ],
  };
}
