import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/values/package-root.ts';

/** A step of the guide: a file to write into the app, or commands to paste into a terminal. */
export interface GuideStep {
  readonly language: string;
  /** The last words before the block in code: the file's name, for a file. */
  readonly name: string;
  readonly content: string;
}

/** Reads the code blocks of a page, in their order. */
export function readGuide(page: string): GuideStep[] {
  const text = readFileSync(join(packageRoot, page), 'utf8');
  return [...text.matchAll(/^(.*)\n\n```(\w+)\n([^]*?)^```$/gm)].map(
    ([, before = '', language = '', content = '']) => ({
      language,
      name: /`([^`]+)`:$/.exec(before)?.[1] ?? '',
      content,
    }),
  );
}
