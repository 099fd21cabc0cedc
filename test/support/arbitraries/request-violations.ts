import fc from 'fast-check';
import type { ContractOperation, ContractParameter } from '../contract-operations.ts';
import { faultsOf, isSaidBy, type Breach } from './faults.ts';
import { formViolations } from './form-violations.ts';
import { anyUserOf, isSegment, partsOf, requestOf } from './requests.ts';
import type { NamedFault, RequestViolation } from './refused.ts';
import type { Schema } from './schema.ts';
import { parameterViolationsOf, violationsOf } from './violations.ts';

const invalid = { status: 422, type: '/problems/validation-failed' } as const;
const foreign = { status: 403, type: '/problems/forbidden' } as const;

function codesAt(faults: readonly NamedFault[], member: string, place: string): string[] {
  return faults.flatMap((fault) => (fault[member] === place ? [String(fault['code'])] : [])).sort();
}

function schemaAt(schema: Schema, pointer: string): Schema {
  const [, ...names] = pointer.split('/');
  return names.reduce((within, name) => within.items ?? within.properties[name] ?? within, schema);
}

/** True if the faults name exactly these breaches, each place with its codes. */
function areBreaches(
  faults: readonly NamedFault[],
  member: string,
  places: ReadonlyMap<string, { readonly schema: Schema; readonly codes: readonly string[] }>,
): boolean {
  return (
    faults.every((fault) => places.has(String(fault[member]))) &&
    [...places].every(([place, { schema, codes }]) => isSaidBy(schema, codes, codesAt(faults, member, place)))
  );
}

function codesByPlace(schema: Schema, breaches: readonly Breach[]) {
  const places = new Map<string, { schema: Schema; codes: string[] }>();
  for (const { pointer, code } of breaches) {
    const codes = [...(places.get(pointer)?.codes ?? []), code];
    places.set(pointer, { schema: schemaAt(schema, pointer), codes });
  }
  return places;
}

/**
 * Converts a parameter's text, or those of a list, to its type. An integer that JSON cannot hold exactly stays text: it
 * is not a valid one.
 */
function typed({ types, items }: Schema, value: unknown): unknown {
  if (items && Array.isArray(value)) return value.map((item) => typed(items, item));
  const isDecimal = types.includes('integer') && /^(0|-?[1-9]\d*)$/.test(String(value));
  return isDecimal && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function parameterViolations(operation: ContractOperation, parameter: ContractParameter): RequestViolation[] {
  const { name, schema, isOwner } = parameter;
  const place = parameter.in === 'header' ? 'headers' : parameter.in;
  const member = parameter.in === 'header' ? 'header' : 'parameter';
  // A path with an empty segment belongs to no operation.
  const isRoutable = (violation: string): boolean =>
    place !== 'path' || violation !== ' minLength' || schema.minLength > 1;
  const violations = parameterViolationsOf(schema).filter((violation) => isRoutable(violation.name));
  return violations.map((violation) => ({
    name: `${name}${violation.name}`,
    requests: fc
      .record({
        parts: partsOf(operation, anyUserOf(operation)),
        value: place === 'path' ? violation.values.filter(isSegment) : violation.values,
      })
      .map(({ parts, value }) => {
        // The path names another user than the token, which is checked before the schema.
        if (isOwner)
          return {
            request: { ...requestOf(operation, { ...parts, user: String(value) }), as: parts.user },
            ...foreign,
          };
        const wrong = { ...parts, [place]: { ...parts[place], [name]: value } };
        // Items that break the same rule are one fault.
        const codes = new Set(faultsOf(schema, typed(schema, value)).map(({ code }) => code));
        const places = new Map([[name, { schema: schema.items ?? schema, codes: [...codes] }]]);
        return {
          request: requestOf(operation, wrong),
          ...invalid,
          areFaults: (faults: readonly NamedFault[]) => areBreaches(faults, member, places),
        };
      }),
  }));
}

function bodyViolations(operation: ContractOperation): RequestViolation[] {
  const schema = operation.body?.schema;
  if (!schema) return [];
  return violationsOf(schema).map(({ name, values }) => ({
    name: `body ${name}`,
    requests: fc.record({ parts: partsOf(operation, anyUserOf(operation)), body: values }).map(({ parts, body }) => {
      const places = codesByPlace(schema, faultsOf(schema, body));
      return {
        request: requestOf(operation, { ...parts, body }),
        ...invalid,
        areFaults: (faults: readonly NamedFault[]) => areBreaches(faults, 'pointer', places),
      };
    }),
  }));
}

/** Every single violation of an operation's contract for requests. */
export function requestViolations(operation: ContractOperation): RequestViolation[] {
  return [
    ...operation.parameters.flatMap((parameter) => parameterViolations(operation, parameter)),
    ...bodyViolations(operation),
    ...formViolations(operation),
  ];
}
