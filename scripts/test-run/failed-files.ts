/** Lists the test files that failed, at the end of a run. */
import type { Spawn } from '@tapjs/core';
import { groupPattern } from './groups.ts';

/** File descriptor on which the list goes from tap's process to its parent. */
export const failedFilesDescriptor = 3;

/** A test file as tap runs it. */
export type TestFile = Pick<Spawn, 'name' | 'results' | 'counts' | 'timedOut'> & {
  readonly options: Pick<Spawn['options'], 'exitCode' | 'signal'>;
};

/** Names the source that a file of `.compiled/` was made from, or the pattern of the sources of a group. */
export function sourceName(compiled: string): string {
  return groupPattern(compiled) ?? compiled.replace(/^\.compiled\/(.*)\.js$/, '$1.ts');
}

/** Says why a file failed; undefined if it passed. */
function reasonOf({ results, counts, timedOut, options }: TestFile): string | undefined {
  if (timedOut) return 'took too long';
  if (counts.fail > 0) return `${counts.fail} failed`;
  if (results === undefined) return 'did not end';
  if (options.signal) return `ended by ${options.signal}`;
  if (options.exitCode) return `exit code ${options.exitCode}`;
  return results.ok ? undefined : 'not a complete test';
}

/** Lists the files that failed, each with the reason and the command that runs it alone. Empty if all passed. */
export function failedFiles(files: readonly TestFile[]): string {
  const lines = files.flatMap((file) => {
    const reason = reasonOf(file);
    return reason === undefined ? [] : [`  ${file.name} (${reason})`];
  });
  if (lines.length === 0) return '';
  return ['', `Failed files (run one with "npm test -- FILE"):`, ...lines.sort(), ''].join('\n');
}
