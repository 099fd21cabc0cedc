import type { Fault } from '../../values/problems.ts';
import type { CompiledOperation } from '../types/compiled.ts';
import { bodyFaults, maxFaults, parameterFaults } from './faults.ts';
import type { RequestValues } from './read-values.ts';

/**
 * Validates the values of a request and fills in the defaults of the query.
 *
 * @param mediaType of the body; undefined if the operation declares none
 * @returns all faults, up to the number that the contract allows in one response
 */
export function checkValues(
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
