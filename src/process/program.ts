type ErrorType = new (...parameters: never[]) => Error;

function isExpected(error: unknown, types: readonly ErrorType[]): error is Error {
  // What the system refuses: a port, an address, a folder.
  return error instanceof Error && ('syscall' in error || types.some((type) => error instanceof type));
}

/**
 * Starts the process, or ends it with 1 and says why: in one line where it is for whoever started it to mend, otherwise with all there is.
 *
 * @param expected the errors that are theirs to mend, beside what the system refuses
 */
export async function start(main: () => Promise<void>, expected: readonly ErrorType[]): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(isExpected(error, expected) ? `tasks-api cannot start. ${error.message}` : error);
    process.exit(1);
  }
}
