import { isMisspelt } from '../request/nearest-name.ts';

/** A declared path. Undefined stands for a parameter: any text is one. */
interface Template {
  readonly path: string;
  readonly segments: readonly (string | undefined)[];
  /** Index of the last segment that is no parameter. It names what the path leads to, so no path is without it. */
  readonly nameAt: number;
}

/** The weight of each difference between a path and a template. */
const costs = { letterCase: 1, empty: 1, misspelt: 2, missing: 2, slash: 2, extra: 4 };

/** Paths with a larger sum of differences mean something else. */
const maxCost = 6;

/** Longer paths are not compared, so that a hostile path costs no more than others. It counts empty segments too. */
const maxSegments = 16;

function isText(segment: string): boolean {
  return segment !== '';
}

function readTemplate(path: string): Template {
  const segments = path
    .split('/')
    .slice(1)
    .map((segment) => (segment.startsWith('{') ? undefined : segment));
  return { path, segments, nameAt: segments.findLastIndex((segment) => segment !== undefined) };
}

/** Counts the difference between a segment and that of a template. */
function segmentCost(given: string, declared: string | undefined): number {
  if (declared === undefined) return given === '' ? costs.empty : 0;
  if (given === declared) return 0;
  // Typing errors are rarely in the first letter. This keeps most texts from being compared letter by letter.
  if (given.charAt(0).toLowerCase() !== declared.charAt(0).toLowerCase()) return Infinity;
  if (given.length === declared.length && given.toLowerCase() === declared.toLowerCase()) return costs.letterCase;
  return isMisspelt(given, declared) ? costs.misspelt : Infinity;
}

/** Adds up the differences between a path and a template. The result is above `maxCost` if there are too many. */
function pathCost(given: readonly string[], { segments, nameAt }: Template): number {
  const more = given.length - segments.length;
  if (more * costs.slash > maxCost || -more * costs.missing > maxCost) return Infinity;
  const rows: number[][] = [];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let row = 0; row <= given.length; row += 1) {
    const current: number[] = [];
    rows.push(current);
    const text = given[row - 1] ?? '';
    const extraCost = text === '' ? costs.slash : costs.extra;
    current.push(row === 0 ? 0 : at(row - 1, 0) + extraCost);
    for (let column = 1; column <= segments.length; column += 1) {
      const before = at(row - 1, column - 1);
      // Comparing texts takes most of the time, so it is left out where the sum is too large already.
      const taken = before > maxCost ? Infinity : before + segmentCost(text, segments[column - 1]);
      const missing = column - 1 === nameAt ? Infinity : (current[column - 1] ?? Infinity) + costs.missing;
      // A text after the name belongs to it, so with one too many it is another path.
      const extra = column > nameAt && text !== '' ? Infinity : at(row - 1, column) + extraCost;
      current.push(Math.min(taken, missing, extra));
    }
  }
  return at(given.length, segments.length);
}

/**
 * Makes the function that finds the declared path that was probably meant by an undeclared one: one with a slash too
 * many, without `{user_id}` or `/api`, in another letter case, or misspelt.
 *
 * @param paths the templates, such as `/api/{user_id}/tasks`
 */
export function nearestPathAmong(paths: readonly string[]): (path: string) => string | undefined {
  const templates = [...new Set(paths)].map(readTemplate);
  return (path) => {
    const texts = path.split('/', maxSegments + 1);
    if (texts.length > maxSegments) return undefined;
    const given = texts.slice(texts.findIndex(isText), texts.findLastIndex(isText) + 1);
    const [nearest] = templates
      .map((template) => ({ path: template.path, cost: pathCost(given, template) }))
      .filter(({ cost }) => cost <= maxCost)
      .sort((left, right) => left.cost - right.cost);
    return nearest?.path;
  };
}
