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
  return schema.properties[pointer.slice(1)] ?? schema;
}

/** Whether the faults name these breaches and nothing else, each place with its codes. */
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

/** A parameter's text as its type has it. An integer that JSON does not hold exactly stays a text: it is none here. */
function typed({ types }: Schema, value: unknown): unknown {
  const isDecimal = types.includes('integer') && /^(0|-?[1-9]\d*)$/.test(String(value));
  return isDecimal && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function parameterViolations(operation: ContractOperation, parameter: ContractParameter): RequestViolation[] {
  const { name, schema, isOwner } = parameter;
  const place = parameter.in === 'path' ? 'path' : 'query';
  // Where a segment of the path is empty, it is not the path of the operation.
  const isRoutable = (violation: string): boolean =>
    place === 'query' || violation !== ' minLength' || schema.minLength > 1;
  const violations = parameterViolationsOf(schema).filter((violation) => isRoutable(violation.name));
  return violations.map((violation) => ({
    name: `${name}${violation.name}`,
    requests: fc
      .record({
        parts: partsOf(operation, anyUserOf(operation)),
        value: place === 'path' ? violation.values.filter(isSegment) : violation.values,
      })
      .map(({ parts, value }) => {
        // Whoever the path names, it is not the token's user: that is looked at first.
        if (isOwner)
          return {
            request: { ...requestOf(operation, { ...parts, user: String(value) }), as: parts.user },
            ...foreign,
          };
        const wrong = { ...parts, [place]: { ...parts[place], [name]: value } };
        const codes = faultsOf(schema, typed(schema, value)).map(({ code }) => code);
        const places = new Map([[name, { schema, codes }]]);
        return {
          request: requestOf(operation, wrong),
          ...invalid,
          areFaults: (faults: readonly NamedFault[]) => areBreaches(faults, 'parameter', places),
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

/** Every single violation of what the contract says of an operation's requests. */
export function requestViolations(operation: ContractOperation): RequestViolation[] {
  return [
    ...operation.parameters.flatMap((parameter) => parameterViolations(operation, parameter)),
    ...bodyViolations(operation),
    ...formViolations(operation),
  ];
}
