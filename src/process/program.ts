type ErrorType = new (...parameters: never[]) => Error;

function isExpected(error: unknown, types: readonly ErrorType[]): error is Error {
  // An error with a syscall is a refusal of the system: a port, an address or a folder.
  return error instanceof Error && ('syscall' in error || types.some((type) => error instanceof type));
}

/**
 * Runs a program. If it fails, prints why and exits with 1: one line for an expected error, everything for another.
 *
 * @param expected errors that the operator can fix, besides refusals of the system
 */
export async function runProgram(main: () => Promise<void>, expected: readonly ErrorType[]): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(isExpected(error, expected) ? `tasks-api cannot start. ${error.message}` : error);
    process.exit(1);
  }
}
