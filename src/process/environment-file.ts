import { lstatSync, readFileSync } from 'node:fs';
import { configError, ConfigError } from './config.ts';
import { errorCode } from '../values/error-code.ts';

/** The variables of a `.env`, and one sentence for each line that was not understood. */
export interface EnvironmentFile {
  readonly variables: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
}

const assignment = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*)$/su;
const comment = /^\s*(?:#|$)/;
/** A quoted value, and only a comment after it. No quote stands inside: programs disagree about escapes. */
const quoted = /^(?:"([^"]*)"|'([^']*)'|`([^`]*)`)\s*(?:\s#.*)?$/su;
const opensQuote = /^["'`]/;
/** Other programs replace these by the value of a variable or by the output of a command. */
const expansion = /\$[{(]/;
/** Characters that nobody sees, and quotes that a word processor made. */
const unwanted = /[\p{Cc}\p{Cf}\u2028\u2029]|^[\u2018-\u201f]/u;

/** A line that is not understood. The message ends a sentence, and quotes no value: it may be a secret. */
class LineError extends Error {}

function describe(character: string): string {
  return `the character U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function readQuoted(name: string, text: string): string {
  const match = quoted.exec(text);
  if (!match) {
    throw new LineError(`the quotes around the value of ${name} must close at the end of the line, and none be inside`);
  }
  const [, double, single, backtick] = match;
  if (double !== undefined && expansion.test(double)) throw notExpanded(name);
  return double?.replaceAll('\\n', '\n') ?? single ?? backtick ?? '';
}

function notExpanded(name: string): LineError {
  return new LineError(`\${…} and $(…) are not replaced: write out the value of ${name}, or quote it with '`);
}

function readPlain(name: string, text: string): string {
  const value = text.replace(/(?:^|\s+)#.*$/su, '').trim();
  if (value.includes('#')) {
    throw new LineError(`the value of ${name} contains "#": put it in quotes, or a space before a comment`);
  }
  if (expansion.test(value)) throw notExpanded(name);
  return value;
}

function readLine(line: string): [name: string, value: string] | undefined {
  if (comment.test(line)) return undefined;
  const [, name, text] = assignment.exec(line) ?? [];
  if (name === undefined || text === undefined) throw new LineError('write NAME=value, on one line');
  const value = opensQuote.test(text) ? readQuoted(name, text) : readPlain(name, text);
  const [character] = unwanted.exec(value.replaceAll(/[\t\n]/g, ' ')) ?? [];
  if (character !== undefined) throw new LineError(`the value of ${name} contains ${describe(character)}`);
  return [name, value];
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || bytes.includes(0)) {
    throw new ConfigError('.env is not UTF-8, but probably UTF-16. Save it as UTF-8.');
  }
  try {
    // It skips a byte-order mark.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConfigError('.env is not UTF-8. Save it as UTF-8.');
  }
}

/**
 * Reads a `.env`. Every line is read, or named as a fault: a line that is left out could be `NODE_ENV=production`.
 *
 * @throws ConfigError if it is not UTF-8
 */
export function parseEnvironmentFile(bytes: Uint8Array): EnvironmentFile {
  const found = new Map<string, { readonly value: string; readonly line: number }>();
  const faults: string[] = [];
  for (const [index, text] of decode(bytes)
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = index + 1;
    try {
      const [name, value] = readLine(text) ?? [];
      if (name === undefined || value === undefined) continue;
      const earlier = found.get(name);
      if (earlier) throw new LineError(`${name} is already set in line ${earlier.line}`);
      found.set(name, { value, line });
    } catch (error) {
      if (!(error instanceof LineError)) throw error;
      faults.push(`.env, line ${line}: ${error.message}.`);
    }
  }
  return { variables: Object.fromEntries([...found].map(([name, { value }]) => [name, value])), faults };
}

function readBytes(): Uint8Array | undefined {
  try {
    return readFileSync('.env');
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') {
      if (lstatSync('.env', { throwIfNoEntry: false }) === undefined) return undefined;
      throw new ConfigError('.env is a link to a file that does not exist.');
    }
    if (code === 'EISDIR') throw new ConfigError('.env is a folder. It must be a file.');
    throw new ConfigError(`.env cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/**
 * Reads `.env` in the working directory.
 *
 * @returns no variables if there is no such file
 * @throws ConfigError naming every line that is not understood
 */
export function readEnvironmentFile(): EnvironmentFile['variables'] {
  const bytes = readBytes();
  if (bytes === undefined) return {};
  const { variables, faults } = parseEnvironmentFile(bytes);
  if (faults.length > 0) throw configError(faults);
  return variables;
}
