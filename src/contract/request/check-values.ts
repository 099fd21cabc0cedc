import type { Fault } from '../../values/problems.ts';
import type { CompiledOperation, CompiledParameter } from '../types/compiled.ts';
import { bodyFaults, maxFaults, parameterFaults } from './faults.ts';

/** The values of a request, each already read from its text. Checking fills in the defaults of the query. */
export interface RequestValues {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly body: unknown;
}

const decimal = /^(?:0|-?[1-9]\d*)$/;

/**
 * Reads a parameter's text as the contract types it. Integers are plain decimals (not `0x10`, `1e1`, `1.0`, `+1`, `01`) that a
 * JSON number holds exactly; any other text stays a text, for the schema to refuse.
 */
export function readParameter({ integer }: CompiledParameter, text: string): unknown {
  if (!integer || !decimal.test(text)) return text;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

/** Finds every fault of a request at once, a hundred at most. */
export function checkRequest(
  { validatePath, validateQuery, body: declared }: CompiledOperation,
  { path, query, body }: RequestValues,
  mediaType: string | undefined,
): Fault[] {
  const faults: Fault[] = [];
  if (!validatePath(path)) faults.push(...parameterFaults(validatePath.errors ?? []));
  if (!validateQuery(query)) faults.push(...parameterFaults(validateQuery.errors ?? []));
  const validateBody = mediaType === undefined ? undefined : declared?.content.get(mediaType);
  if (validateBody && !validateBody(body)) faults.push(...bodyFaults(validateBody.errors ?? []));
  return faults.slice(0, maxFaults);
}
