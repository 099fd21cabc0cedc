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

/** Values that satisfy a schema. */
export function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.allowed) return fc.constantFrom(...schema.allowed);
  const byType: Record<JsonType, () => fc.Arbitrary<unknown>> = {
    string: () => textsOf(schema),
    integer: () => integersOf(schema),
    boolean: () => fc.boolean(),
    null: () => fc.constant(null),
    object: () => objectsOf(schema),
  };
  return fc.oneof(...schema.types.map((type) => byType[type]()));
}
