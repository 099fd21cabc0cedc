import { ignoredParameters } from './database-url.ts';
import type { Environment } from './environment.ts';
import { hintOf, misspeltVariables } from './misspelt-variables.ts';

/** Lists what was set and has no effect, in sentences without values. The configuration can be used all the same. */
export function configWarnings(environment: Environment): readonly string[] {
  const ignored = ignoredParameters(environment['DATABASE_URL']?.trim() ?? '');
  const allowsAnyFile = (environment['CORS_ORIGINS'] ?? '').split(/\s+/).includes('null');
  return [
    ...misspeltVariables(environment).map(hintOf),
    ...(allowsAnyFile
      ? ['CORS_ORIGINS has null: every local file and every sandboxed frame may call the server.']
      : []),
    ...(ignored.length === 0 ? [] : [`DATABASE_URL has parameters that are ignored: ${ignored.join(', ')}.`]),
  ];
}
