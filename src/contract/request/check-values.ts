import type { Fault } from '../../values/problems.ts';
import type { CompiledOperation } from '../types/compiled.ts';
import { bodyFaults, headerFaults, maxFaults, parameterFaults, repeatedHeader } from './faults.ts';
import type { RequestValues } from './read-values.ts';

/**
 * Validates the values of a request and fills in the defaults of the query.
 *
 * @param mediaType of the body; undefined if the operation declares none
 * @returns all faults, up to the number that the contract allows in one response
 */
export function checkValues(
  { validatePath, validateQuery, validateHeaders, body: declared }: CompiledOperation,
  { path, query, headers, repeatedHeaders, body }: RequestValues,
  mediaType: string | undefined,
): Fault[] {
  const faults: Fault[] = [];
  if (!validatePath(path)) faults.push(...parameterFaults(validatePath.errors ?? []));
  if (!validateQuery(query)) faults.push(...parameterFaults(validateQuery.errors ?? []));
  if (repeatedHeaders.length > 0) faults.push(...repeatedHeaders.map(repeatedHeader));
  else if (!validateHeaders(headers)) faults.push(...headerFaults(validateHeaders.errors ?? []));
  const isAbsent = mediaType === undefined || (body === undefined && declared?.required === false);
  const validateBody = isAbsent ? undefined : declared?.content.get(mediaType);
  if (validateBody && !validateBody(body)) faults.push(...bodyFaults(validateBody.errors ?? []));
  return faults.slice(0, maxFaults);
}
