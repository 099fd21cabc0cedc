import { editDistance } from '../../values/edit-distance.ts';

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

/** Counts the steps from one name to another. Infinity if they are too many for a misspelling. */
function misspelling(given: string, declared: string): number {
  const tolerance = declared.length < 3 ? 0 : declared.length < 6 ? 1 : 2;
  const difference = Math.abs(given.length - declared.length);
  const steps = difference > tolerance ? Infinity : editDistance(given, declared);
  return steps > tolerance ? Infinity : steps;
}

/** Returns true if a text is another one with a typing error or two, in any letter case. */
export function isMisspelt(given: string, declared: string): boolean {
  // A much longer text is not converted to lower case.
  return given.length <= declared.length + 2 && misspelling(given.toLowerCase(), declared.toLowerCase()) < Infinity;
}

/** Counts the steps from one plain name to another. Infinity if the one is neither a misspelling nor a part. */
function stepsBetween(given: string, declared: string): number {
  const [short, long] = given.length < declared.length ? [given, declared] : [declared, given];
  // Shorter names are a part of too many others.
  if (short.length >= 3 && long.includes(short)) return long.length - short.length;
  return misspelling(given, declared);
}

/**
 * Finds the declared name that was probably meant by another, such as `due_date` by `dueDate` and `sort` by `sort_by`.
 */
function nearestName(given: string, declared: Iterable<string>): string | undefined {
  const name = plain(given);
  // A long name is not misspelt.
  if (name === '' || name.length > 100) return undefined;
  const [nearest] = [...declared]
    .map((candidate) => ({ candidate, steps: stepsBetween(name, plain(candidate)) }))
    .filter(({ steps }) => steps < Infinity)
    .sort((left, right) => left.steps - right.steps);
  return nearest?.candidate;
}

/** Asks for the name that was probably meant: ` (did you mean "sort"?)`. Empty if there is none. */
export function suggestion(given: string, declared: Iterable<string>): string {
  const nearest = nearestName(given, declared);
  return nearest === undefined ? '' : ` (did you mean "${nearest}"?)`;
}
