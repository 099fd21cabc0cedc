/** Returns the code of an error of Node.js or of a library (`ENOENT`, `FST_…`), or undefined for any other value. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
