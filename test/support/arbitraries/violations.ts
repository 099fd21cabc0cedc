import fc from 'fast-check';
import { faultsOf } from './faults.ts';
import { hasFormat } from './formats.ts';
import type { Schema } from './schema.ts';
import { textsOfLength } from './texts.ts';
import { wrongTimes } from './times.ts';
import { listsOf, objectsOf, valuesOf } from './values.ts';

/** Values that break one keyword of a schema, and others only as a consequence. */
export interface Violation {
  /** The place and the keyword: `/title maxLength`. */
  readonly name: string;
  readonly values: fc.Arbitrary<unknown>;
}

/** Text that Postgres cannot store or that patterns often refuse. A lone surrogate can only be written in JSON. */
const hostile = ['\0', '\ud800', '\udfff', '\udc00\ud800', ' ', '\n', '\u0085', '\u3000', '\ufeff', '=', 'é'];

/** Formats of which no text is longer than the contract allows. */
const short: ReadonlySet<string> = new Set(['date-time', 'day-or-time', 'time-zone']);

/** Texts in the form of a format that it refuses all the same. */
const wrongTexts: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'date-time': wrongTimes,
  'day-or-time': fc.oneof(
    wrongTimes,
    wrongTimes.map((time) => time.slice(0, 10)),
  ),
  'time-zone': fc.constantFrom('Europe/Atlantis', 'Berlin', 'UTC/UTC', 'Etc/GMT+99', 'A'),
};

function longTexts(schema: Schema, maxLength: number): fc.Arbitrary<string> {
  const { pattern, format } = schema;
  const range = { minLength: maxLength + 1, maxLength: maxLength + 20 };
  // Hardly any long text of all of Unicode fits a pattern.
  const texts = pattern
    ? fc.string({ unit: 'grapheme-ascii', ...range })
    : textsOfLength(maxLength + 1, maxLength + 20);
  if (format !== undefined && short.has(format)) return texts;
  if (format === 'entity-tags') return fc.nat(20).map((extra) => `"${'x'.repeat(maxLength - 1 + extra)}"`);
  return texts.filter((text) => hasFormat(format, text) && pattern?.test(text) !== false);
}

function mismatches({ minLength, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  const characters = fc.constantFrom(...hostile);
  const spoilt = fc
    .record({
      text: textsOfLength(Math.max(0, minLength - 1), Math.max(0, Math.min(maxLength, 40) - 2)),
      character: characters,
      at: fc.nat(40),
    })
    .map(({ text, character, at }) => {
      const points = Array.from(text);
      return [...points.slice(0, at), character, ...points.slice(at)].join('');
    });
  const one = characters.chain((character) => fc.string({ unit: fc.constant(character), minLength: 1, maxLength: 10 }));
  return fc.oneof(spoilt, one);
}

/** Values that are not in a list, many of them close to one that is. */
function outsiders(allowed: readonly unknown[]): fc.Arbitrary<unknown> {
  const near = allowed.flatMap((value) => {
    const text = String(value);
    return [text.toUpperCase(), ` ${text}`, `${text} `, text.slice(1), `${text},${text}`];
  });
  return fc.oneof(fc.constantFrom(...near), textsOfLength(0, 40));
}

function textViolations(schema: Schema): Record<string, fc.Arbitrary<unknown>> {
  const { minLength, maxLength, pattern, format } = schema;
  return {
    ...(minLength > 0 ? { minLength: textsOfLength(0, minLength - 1) } : {}),
    ...(maxLength === undefined ? {} : { maxLength: longTexts(schema, maxLength) }),
    ...(pattern
      ? { pattern: fc.oneof(mismatches(schema), textsOfLength(minLength, Math.min(maxLength ?? 40, 40))) }
      : {}),
    ...(format === undefined ? {} : { format: wrongTexts[format] ?? mismatches(schema) }),
  };
}

function integerViolations({ minimum, maximum }: Schema): Record<string, fc.Arbitrary<unknown>> {
  return {
    // A number that JSON cannot hold exactly counts as a breach of the type, so it is left out.
    ...(minimum > Number.MIN_SAFE_INTEGER ? { minimum: fc.maxSafeInteger().filter((value) => value < minimum) } : {}),
    ...(maximum < Number.MAX_SAFE_INTEGER
      ? { maximum: fc.integer({ min: maximum + 1, max: Number.MAX_SAFE_INTEGER }) }
      : {}),
  };
}

function objectViolations(schema: Schema): Record<string, fc.Arbitrary<unknown>> {
  const { properties, required, minProperties, closed } = schema;
  const known = Object.keys(properties);
  const names = fc
    .oneof(
      textsOfLength(0, 20),
      fc.constantFrom('__proto__', 'constructor', 'a/b~c', '', ...known.map((name) => ` ${name}`)),
    )
    .filter((name) => !known.includes(name));
  const without = (value: Record<string, unknown>, dropped: string) =>
    Object.fromEntries(Object.entries(value).filter(([name]) => name !== dropped));
  const valid = objectsOf(schema);
  return {
    ...(minProperties > 0
      ? { minProperties: valid.map((value) => Object.fromEntries(Object.entries(value).slice(0, minProperties - 1))) }
      : {}),
    ...(closed
      ? {
          additionalProperties: fc
            .tuple(valid, names, fc.jsonValue({ maxDepth: 1 }))
            .map(([value, name, extra]) => ({ ...value, [name]: extra })),
        }
      : {}),
    ...Object.fromEntries(required.map((name) => [`required ${name}`, valid.map((value) => without(value, name))])),
  };
}

function listViolations(schema: Schema): Record<string, fc.Arbitrary<unknown[]>> {
  const { minItems, maxItems, uniqueItems } = schema;
  const range = (least: number, most: number) => listsOf({ ...schema, minItems: least, maxItems: most });
  const repeated = range(Math.max(1, minItems), (maxItems ?? 20) - 1).chain((list) =>
    fc.tuple(fc.constantFrom(...list), fc.nat(list.length)).map(([item, at]) => list.toSpliced(at, 0, item)),
  );
  return {
    ...(minItems > 0 ? { minItems: range(0, minItems - 1) } : {}),
    ...(maxItems === undefined ? {} : { maxItems: range(maxItems + 1, maxItems + 5) }),
    ...(uniqueItems ? { uniqueItems: repeated } : {}),
  };
}

/** Lists with one wrong item among valid ones. */
function itemViolations(schema: Schema, violations: readonly Violation[]): Violation[] {
  const { minItems, maxItems = 20 } = schema;
  const others = listsOf({ ...schema, minItems: Math.max(0, minItems - 1), maxItems: maxItems - 1 });
  return violations.map(({ name, values }) => ({
    name,
    values: fc.tuple(others, values, fc.nat(maxItems)).map(([list, wrong, at]) => list.toSpliced(at, 0, wrong)),
  }));
}

function memberViolations(schema: Schema, pointer: string): Violation[] {
  return Object.entries(schema.properties).flatMap(([name, member]) =>
    violationsOf(member, `${pointer}/${name}`).map((violation) => ({
      name: violation.name,
      values: fc.tuple(objectsOf(schema), violation.values).map(([value, wrong]) => ({ ...value, [name]: wrong })),
    })),
  );
}

/** A violation of every keyword of a schema and of its members. Each value breaks the keyword whatever the rest is. */
export function violationsOf(schema: Schema, pointer = ''): Violation[] {
  const { types, allowed, items } = schema;
  const otherTypes = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom(null, [], 0, false));
  const anyText = valuesOf({ ...schema, types: ['string'] });
  const own: Record<string, fc.Arbitrary<unknown>> = {
    ...(allowed ? { enum: fc.oneof(outsiders(allowed), otherTypes) } : { type: fc.oneof(otherTypes, anyText) }),
    ...(types.includes('string') && !allowed ? textViolations(schema) : {}),
    ...(types.includes('integer') ? integerViolations(schema) : {}),
    ...(types.includes('object') ? objectViolations(schema) : {}),
    ...(items ? listViolations(schema) : {}),
  };
  const mine = Object.entries(own).map(([name, values]) => {
    const [code] = name.split(' ');
    const breaks = (value: unknown): boolean => faultsOf(schema, value).some((fault) => fault.code === code);
    return { name: `${pointer} ${name}`, values: values.filter(breaks) };
  });
  return [
    ...mine,
    ...(types.includes('object') ? memberViolations(schema, pointer) : []),
    ...(items ? itemViolations(schema, violationsOf(items, `${pointer}/[]`)) : []),
  ];
}

/**
 * Texts of a path or query that break one keyword of a parameter's schema. All are well-formed, as they get
 * percent-encoded.
 */
export function parameterViolationsOf(schema: Schema): Violation[] {
  const { items } = schema;
  if (items) {
    // A list that is too short may be an empty one, which is absent.
    const { minItems: _, ...own } = listViolations(schema);
    const ofItems = parameterViolationsOf(items).map(({ name, values }) => ({ name: ` item${name}`, values }));
    return [
      ...Object.entries(own).map(([name, values]) => ({ name: ` ${name}`, values })),
      ...itemViolations(schema, ofItems),
    ];
  }
  const wrong: Record<string, fc.Arbitrary<unknown>> = { type: notIntegers };
  return violationsOf(schema)
    .filter(({ name }) => name !== ' type' || schema.types.includes('integer'))
    .map(({ name, values }) => ({ name, values: wrong[name.trim()] ?? values.filter(isEncodable) }));
}

function isEncodable(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value.isWellFormed());
}

/** Texts that are not a plain decimal integer, or one that JSON cannot hold exactly. */
const notIntegers: fc.Arbitrary<string> = fc
  .oneof(
    fc.constantFrom(
      '0x10',
      '1e1',
      '+1',
      '01',
      '1.0',
      '1.',
      ' 1',
      '1 ',
      '-0',
      '',
      '١',
      '1_0',
      'NaN',
      'Infinity',
      'null',
    ),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 70n }).map(String),
    fc.bigInt({ min: -(2n ** 70n), max: -(2n ** 53n) }).map(String),
    textsOfLength(0, 20),
  )
  .filter((text) => !/^(0|-?[1-9]\d{0,14})$/.test(text));
