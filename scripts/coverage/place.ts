import { isObject, type JsonObject } from './json.ts';
import { mergeSchemas, type MergedSchema } from './merged-schema.ts';
import type { Validator } from './validator.ts';

/** Something that a value at a place may be, or not. */
export interface Branch {
  readonly item: string;
  readonly isTakenBy: (value: unknown) => boolean;
}

/** A place in a JSON document, the branches that a value there can take, and the places inside it. */
export interface Place {
  readonly branches: readonly Branch[];
  readonly inner: readonly InnerPlace[];
}

interface InnerPlace {
  /** Branches of the outer value: whether it has this place at all. */
  readonly branches: readonly Branch[];
  readonly valuesIn: (value: unknown) => readonly unknown[];
  readonly place: Place;
}

const isType: Readonly<Record<string, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  array: (value) => Array.isArray(value),
  object: isObject,
};

function typeBranches(item: string, { types = [], values }: MergedSchema): Branch[] {
  if (types.length < 2 || values) return [];
  return types.map((type) => ({ item: `${item} type ${type}`, isTakenBy: (value) => isType[type]?.(value) ?? false }));
}

function valueBranches(item: string, { types, values }: MergedSchema): Branch[] {
  const declared = values ?? (types?.includes('boolean') ? [true, false] : []);
  const possible = declared.filter((value) => !types || types.some((type) => isType[type]?.(value)));
  return possible.map((value) => {
    const text = JSON.stringify(value);
    const shown = typeof value === 'string' && value !== '' ? value : text;
    return { item: `${item} = ${shown}`, isTakenBy: (other) => JSON.stringify(other) === text };
  });
}

function lengthBranches(item: string, { items, minItems }: MergedSchema): Branch[] {
  if (items.length === 0) return [];
  const filled: Branch = { item: `${item} non-empty`, isTakenBy: (value) => Array.isArray(value) && value.length > 0 };
  const empty: Branch = { item: `${item} empty`, isTakenBy: (value) => Array.isArray(value) && value.length === 0 };
  return minItems > 0 ? [filled] : [empty, filled];
}

function propertyBranches(item: string, name: string, required: boolean): Branch[] {
  const present: Branch = { item, isTakenBy: (value) => isObject(value) && Object.hasOwn(value, name) };
  if (required) return [present];
  const absent = (value: unknown) => isObject(value) && !Object.hasOwn(value, name);
  return [present, { item: `${item} absent`, isTakenBy: absent }];
}

/** Makes the places of the schemas of one document. */
export function placeMaker(document: JsonObject, validate: Validator): (item: string, schema: JsonObject) => Place {
  /**
   * @param base the item that the pointer starts at
   * @param outer the schemas that this place is inside of
   */
  function make(base: string, pointer: string, schemas: readonly JsonObject[], outer: readonly JsonObject[]): Place {
    const item = pointer === '' ? base : `${base} ${pointer}`;
    if (schemas.some((schema) => outer.includes(schema)))
      throw new Error(`${item} is inside a schema that holds itself.`);
    const within = [...outer, ...schemas];
    const merged = mergeSchemas(document, schemas);
    const properties = [...merged.properties].map(([name, applying]) => ({
      branches: propertyBranches(`${base} ${pointer}/${name}`, name, merged.required.has(name)),
      valuesIn: (value: unknown) => (isObject(value) && Object.hasOwn(value, name) ? [value[name]] : []),
      place: make(base, `${pointer}/${name}`, applying, within),
    }));
    const options = merged.choices.flatMap(({ keyword, options }) =>
      options.map(({ name, schema }) => {
        const isTakenBy = (value: unknown) => validate(schema, value) === undefined;
        return {
          branches: [{ item: `${item} ${keyword} ${name}`, isTakenBy }],
          valuesIn: (value: unknown) => (isTakenBy(value) ? [value] : []),
          place: make(`${item} ${keyword} ${name}`, '', [schema], within),
        };
      }),
    );
    const items =
      merged.items.length === 0
        ? []
        : [
            {
              branches: lengthBranches(item, merged),
              valuesIn: (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []),
              place: make(base, `${pointer}/[]`, merged.items, within),
            },
          ];
    const branches = [...typeBranches(item, merged), ...valueBranches(item, merged)];
    return { branches, inner: [...properties, ...items, ...options] };
  }
  return (item, schema) => make(item, '', [schema], []);
}

/** Every item of a place and of the places inside it. */
export function itemsAt({ branches, inner }: Place): string[] {
  return [
    ...branches.map(({ item }) => item),
    ...inner.flatMap((within) => [...within.branches.map(({ item }) => item), ...itemsAt(within.place)]),
  ];
}

/** The items that a value takes. */
export function itemsTaken({ branches, inner }: Place, value: unknown): string[] {
  const taken = [...branches, ...inner.flatMap((within) => within.branches)].filter(({ isTakenBy }) =>
    isTakenBy(value),
  );
  return [
    ...taken.map(({ item }) => item),
    ...inner.flatMap(({ valuesIn, place }) => valuesIn(value).flatMap((member) => itemsTaken(place, member))),
  ];
}
