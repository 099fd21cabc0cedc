import { errorCode } from '../../values/error-code.ts';

/**
 * Resolves as the promise does, or with undefined if it fails with one of these error codes.
 *
 * @throws any other error of the promise
 */
export async function ignoring<T>(codes: readonly string[], promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (codes.includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}
