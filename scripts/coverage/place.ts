/** Finds the branches of a schema that a JSON value takes. */
import { isRecord } from '../../src/values/is-record.ts';
import type { JsonObject } from './json.ts';
import { mergeSchemas, type MergedSchema } from './merged-schema.ts';
import type { Validator } from './validator.ts';

/** One alternative for a value at a place. */
export interface Branch {
  readonly item: string;
  readonly isTakenBy: (value: unknown) => boolean;
}

/** A place in a JSON document, with the branches of a value there and the places inside it. */
export interface Place {
  readonly branches: readonly Branch[];
  readonly inner: readonly InnerPlace[];
}

interface InnerPlace {
  /** Branches of the outer value: this place is present, absent or empty. */
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
  object: isRecord,
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
  const present: Branch = { item, isTakenBy: (value) => isRecord(value) && Object.hasOwn(value, name) };
  if (required) return [present];
  const absent = (value: unknown) => isRecord(value) && !Object.hasOwn(value, name);
  return [present, { item: `${item} absent`, isTakenBy: absent }];
}

/** A place to make: the item at which its pointer starts, and the schemas that apply there and around it. */
interface Site {
  readonly base: string;
  readonly pointer: string;
  readonly schemas: readonly JsonObject[];
  readonly outer: readonly JsonObject[];
}

type MakePlace = (site: Site) => Place;

function itemOf({ base, pointer }: Site): string {
  return pointer === '' ? base : `${base} ${pointer}`;
}

function propertyPlaces(
  { base, pointer }: Site,
  merged: MergedSchema,
  outer: Site['outer'],
  make: MakePlace,
): InnerPlace[] {
  return [...merged.properties].map(([name, schemas]) => ({
    branches: propertyBranches(`${base} ${pointer}/${name}`, name, merged.required.has(name)),
    valuesIn: (value) => (isRecord(value) && Object.hasOwn(value, name) ? [value[name]] : []),
    place: make({ base, pointer: `${pointer}/${name}`, schemas, outer }),
  }));
}

function listPlaces(site: Site, merged: MergedSchema, outer: Site['outer'], make: MakePlace): InnerPlace[] {
  if (merged.items.length === 0) return [];
  const branches = lengthBranches(itemOf(site), merged);
  const place = make({ base: site.base, pointer: `${site.pointer}/[]`, schemas: merged.items, outer });
  return [{ branches, valuesIn: (value): readonly unknown[] => (Array.isArray(value) ? value : []), place }];
}

function choicePlaces(
  site: Site,
  merged: MergedSchema,
  outer: Site['outer'],
  make: MakePlace,
  validate: Validator,
): InnerPlace[] {
  return merged.choices.flatMap(({ keyword, options }) =>
    options.map(({ name, schema }) => {
      const item = `${itemOf(site)} ${keyword} ${name}`;
      const isTakenBy = (value: unknown) => validate(schema, value) === undefined;
      return {
        branches: [{ item, isTakenBy }],
        valuesIn: (value: unknown) => (isTakenBy(value) ? [value] : []),
        place: make({ base: item, pointer: '', schemas: [schema], outer }),
      };
    }),
  );
}

/** Returns a function that makes the place of a schema of one document. */
export function placeMaker(document: JsonObject, validate: Validator): (item: string, schema: JsonObject) => Place {
  function make(site: Site): Place {
    const item = itemOf(site);
    if (site.schemas.some((schema) => site.outer.includes(schema))) {
      throw new Error(`${item} is inside a schema that contains itself.`);
    }
    const within = [...site.outer, ...site.schemas];
    const merged = mergeSchemas(document, site.schemas);
    return {
      branches: [...typeBranches(item, merged), ...valueBranches(item, merged)],
      inner: [
        ...propertyPlaces(site, merged, within, make),
        ...listPlaces(site, merged, within, make),
        ...choicePlaces(site, merged, within, make, validate),
      ],
    };
  }
  return (item, schema) => make({ base: item, pointer: '', schemas: [schema], outer: [] });
}

/** Lists every item of a place and of the places inside it. */
export function itemsAt({ branches, inner }: Place): string[] {
  return [
    ...branches.map(({ item }) => item),
    ...inner.flatMap((within) => [...within.branches.map(({ item }) => item), ...itemsAt(within.place)]),
  ];
}

/** Lists the items that a value exercises. */
export function itemsTaken({ branches, inner }: Place, value: unknown): string[] {
  const taken = [...branches, ...inner.flatMap((within) => within.branches)].filter(({ isTakenBy }) =>
    isTakenBy(value),
  );
  return [
    ...taken.map(({ item }) => item),
    ...inner.flatMap(({ valuesIn, place }) => valuesIn(value).flatMap((member) => itemsTaken(place, member))),
  ];
}
