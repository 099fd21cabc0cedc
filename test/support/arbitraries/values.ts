import fc from 'fast-check';
import type { JsonType, Schema } from './schema.ts';
import { textsOf } from './texts.ts';

/**
 * Integers that satisfy a schema. Small ones are often ids of existing tasks, and mistakes hide at the ends of the
 * range.
 */
function integersOf({ minimum, maximum }: Schema): fc.Arbitrary<number> {
  const nearby = fc.integer({ min: minimum, max: Math.min(maximum, minimum + 30) });
  return fc.oneof(nearby, fc.integer({ min: minimum, max: maximum }), fc.constantFrom(minimum, maximum));
}

/** Objects that satisfy a schema, with and without optional members. */
export function objectsOf({ properties, required, minProperties }: Schema): fc.Arbitrary<Record<string, unknown>> {
  const members = Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, valuesOf(member)]));
  return fc
    .record(members, { requiredKeys: [...required] })
    .filter((value) => Object.keys(value).length >= minProperties);
}

/** The maximum length of lists whose schema has none. */
const boundless = 50;

/** Lists that satisfy a schema: mostly short ones, some of the maximum length. */
export function listsOf({ items, minItems, maxItems = boundless, uniqueItems }: Schema): fc.Arbitrary<unknown[]> {
  if (!items) throw new Error('A list has no items.');
  const { allowed } = items;
  if (uniqueItems && allowed) return fc.shuffledSubarray([...allowed], { minLength: minItems, maxLength: maxItems });
  const list = (minLength: number) => {
    const range = { minLength, maxLength: maxItems };
    return uniqueItems ? fc.uniqueArray(valuesOf(items), range) : fc.array(valuesOf(items), range);
  };
  return fc.oneof({ weight: 12, arbitrary: list(minItems) }, { weight: 1, arbitrary: list(maxItems) });
}

/** Values that satisfy a schema. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.allowed) return fc.constantFrom(...schema.allowed);
  const byType: Record<JsonType, () => fc.Arbitrary<unknown>> = {
    string: () => textsOf(schema),
    integer: () => integersOf(schema),
    boolean: () => fc.boolean(),
    null: () => fc.constant(null),
    object: () => objectsOf(schema),
    array: () => listsOf(schema),
  };
  return fc.oneof(...schema.types.map((type) => byType[type]()));
}
