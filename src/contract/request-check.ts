import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import type { Fault } from '../problems.ts';
import { createAjv } from './ajv.ts';
import { bodyFaults, maxFaults, parameterFaults } from './faults.ts';
import type { OperationPlan, ValuePlan } from './plan.ts';

/** The values of a request, each already read from its text. Checking fills in the defaults of the query. */
export interface RequestValues {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly body: unknown;
}

/** Finds every fault of a request at once. */
export type RequestCheck = (values: RequestValues, mediaType: string | undefined) => Fault[];

const decimal = /^(?:0|-?[1-9]\d*)$/;

/**
 * Reads a parameter's text as the contract types it. Integers are plain decimals (not `0x10`, `1e1`, `1.0`, `+1`, `01`) that a
 * JSON number holds exactly; any other text stays a text, for the schema to refuse.
 */
export function readParameter({ schema }: ValuePlan, text: string): unknown {
  if (schema['type'] !== 'integer' || !decimal.test(text)) return text;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

function compileParameters(ajv: Ajv2020, parameters: readonly ValuePlan[]): ValidateFunction {
  return ajv.compile({
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  });
}

/** Makes a compiler of request checks. All are made by the same Ajv, at boot. */
export function requestCheckCompiler(): (plan: OperationPlan) => RequestCheck {
  const ajv = createAjv({ allErrors: true, useDefaults: true, verbose: true });
  return (plan) => {
    const validatePath = compileParameters(ajv, plan.pathParameters);
    const validateQuery = compileParameters(ajv, plan.queryParameters);
    const bodies = new Map([...(plan.body?.content ?? [])].map(([type, schema]) => [type, ajv.compile(schema)]));
    return ({ path, query, body }, mediaType) => {
      const faults: Fault[] = [];
      if (!validatePath(path)) faults.push(...parameterFaults(validatePath.errors ?? []));
      if (!validateQuery(query)) faults.push(...parameterFaults(validateQuery.errors ?? []));
      const validateBody = mediaType === undefined ? undefined : bodies.get(mediaType);
      if (validateBody && !validateBody(body)) faults.push(...bodyFaults(validateBody.errors ?? []));
      return faults.slice(0, maxFaults);
    };
  };
}
