import { ProblemError } from '../../values/problems.ts';
import type { CompiledParameter } from '../types/compiled.ts';
import { suggestion } from './nearest-name.ts';

/** Texts by name. A list has its texts in their order. */
export type QueryTexts = Readonly<Record<string, string | readonly string[]>>;

/** The declared parameters by name. */
type Declared = ReadonlyMap<string, Pick<CompiledParameter, 'maxItems'>>;

/** The contract's limit of `detail`, less the sentence that counts the faults left out. */
const maxDetail = 1000 - '1000 more faults are not listed.'.length;

/** Joins sentences to one text within the limit of `detail`. The last sentence is always part of it. */
function detailOf(faults: readonly string[], last: string): string {
  let detail = '';
  let count = 0;
  for (const sentence of faults) {
    if (detail.length + sentence.length + last.length + 2 > maxDetail) break;
    detail += `${sentence} `;
    count += 1;
  }
  const more = faults.length - count;
  return `${detail}${more > 0 ? `${more} more faults are not listed. ` : ''}${last}`.trimEnd();
}

/** Quotes a name. It comes from the client, so it is shortened. */
function quote(name: string): string {
  return JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** Names the parameters that an operation declares. */
function declaration(declared: Declared): string {
  if (declared.size === 0) return 'This operation has no query parameters.';
  return `This operation has: ${[...declared.keys()].join(', ')}.`;
}

/**
 * Adds a text to a list. One text more than declared is enough for the schema to refuse the list, so further ones are
 * dropped: a request may name a parameter thousands of times.
 */
function addToList(values: Record<string, string | string[]>, name: string, text: string, maxItems: number): void {
  const list = values[name];
  if (!Array.isArray(list)) values[name] = [text];
  else if (list.length <= maxItems) list.push(text);
}

/**
 * Parses the query of a request target (`application/x-www-form-urlencoded`, as URLSearchParams writes it). Every
 * name must be declared and, unless it is a list, occur once. Every escape must be valid UTF-8. Common parsers guess in
 * these cases.
 *
 * @param otherFaults finds further faults of a query that is refused, in sentences: one answer names all of them
 * @throws ProblemError 400 that names every fault
 */
export function parseQuery(
  target: string,
  declared: Declared,
  otherFaults: (values: QueryTexts) => readonly string[] = () => [],
): QueryTexts {
  // No prototype, so that no inherited name looks like a repeated parameter.
  const values = Object.create(null) as Record<string, string | string[]>;
  const start = target.indexOf('?');
  if (start === -1) return values;
  const faults = new Set<string>();
  let last = '';
  for (const pair of target.slice(start + 1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    const value = decode(equals === -1 ? '' : pair.slice(equals + 1));
    const parameter = name === undefined ? undefined : declared.get(name);
    if (name === undefined) {
      faults.add('The name of a query parameter is not valid percent-encoded UTF-8.');
    } else if (parameter === undefined) {
      faults.add(`The query parameter ${quote(name)} is not supported${suggestion(name, declared.keys())}.`);
      last = declaration(declared);
    } else if (value === undefined) {
      faults.add(`The value of the query parameter ${quote(name)} is not valid percent-encoded UTF-8.`);
    } else if (parameter.maxItems !== undefined) {
      addToList(values, name, value, parameter.maxItems);
    } else if (name in values) {
      faults.add(`The query parameter ${quote(name)} is given more than once.`);
    } else {
      values[name] = value;
    }
  }
  if (faults.size === 0) return values;
  throw new ProblemError('/problems/invalid-query', { detail: detailOf([...faults, ...otherFaults(values)], last) });
}
