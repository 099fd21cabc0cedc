import { problem, type ProblemAnswer } from '../values/problems.ts';
import type { ExampleResponse } from './examples.ts';
import { readPreferences, writePreference } from './preferences.ts';

/** What a request is to be answered with. */
export interface Choice {
  readonly response: ExampleResponse;
  readonly body: unknown;
  /** The preferences that it follows, as `Preference-Applied` lists them. */
  readonly applied: readonly string[];
}

/** `200 (page, empty), 204`: what there is to choose from. */
function listOf(responses: readonly ExampleResponse[]): string {
  const entries = responses.map(({ status, examples }) =>
    examples.size === 0 ? `${status}` : `${status} (${[...examples.keys()].join(', ')})`,
  );
  return entries.join(', ');
}

/** 400, because a preference that was meant for the mock and is passed over would look like an answer. */
function refuse(what: string, responses: readonly ExampleResponse[]): ProblemAnswer {
  return problem('/problems/malformed-request', {
    detail: `${what} What can be preferred here: ${listOf(responses)}.`,
  });
}

/**
 * Chooses one of an operation's answers by the preferences `code` and `example`: the first success and its first example where there are
 * none. An example is one of the status that is chosen. Other preferences are ignored (RFC 7240, section 2).
 *
 * @param prefer the `Prefer` header, empty where there is none
 * @returns the choice, or a refusal that lists what there is
 */
export function choose(responses: readonly ExampleResponse[], prefer: string): Choice | ProblemAnswer {
  const preferences = readPreferences(prefer);
  if (!preferences)
    return refuse('The Prefer header is not well-formed, such as: code=404, example=absent.', responses);
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
