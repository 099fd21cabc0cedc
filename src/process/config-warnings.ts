import { ignoredParameters } from './database-url.ts';
import type { Environment } from './environment.ts';
import { hintOf, misspeltVariables } from './misspelt-variables.ts';

/** Lists what was set and has no effect, in sentences without values. The configuration can be used all the same. */
export function configWarnings(environment: Environment): readonly string[] {
  const ignored = ignoredParameters(environment['DATABASE_URL']?.trim() ?? '');
  return [
    ...misspeltVariables(environment).map(hintOf),
    ...(ignored.length === 0 ? [] : [`DATABASE_URL has parameters that are ignored: ${ignored.join(', ')}.`]),
  ];
}
