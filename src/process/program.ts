import { reasonOf } from '../values/error-reason.ts';
import { ConfigError } from './config.ts';
import { errorCode } from '../values/error-code.ts';

type ErrorType = new (...parameters: never[]) => Error;

function isExpected(error: unknown, types: readonly ErrorType[]): error is Error {
  // An error with a syscall is a refusal of the system: a port, an address or a folder.
  return error instanceof Error && ('syscall' in error || types.some((type) => error instanceof type));
}

/** The remedy for a refusal of the system, by its code. Other refusals explain themselves. */
const advice: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program listens there: set PORT to another port, or end that program.',
  EACCES: 'Set PORT to a port from 1024 on.',
  EADDRNOTAVAIL: 'Set HOST to an address of this machine, such as 127.0.0.1 or 0.0.0.0.',
  ENOTFOUND: 'Set HOST to an address of this machine, such as 127.0.0.1 or 0.0.0.0.',
  EAI_AGAIN: 'Set HOST to an address of this machine, such as 127.0.0.1 or 0.0.0.0.',
};

function explain(error: Error): string {
  const isOfListening = 'syscall' in error && (error.syscall === 'listen' || error.syscall === 'getaddrinfo');
  const code = isOfListening ? (errorCode(error) ?? '') : '';
  const next = advice[code];
  return next === undefined ? reasonOf(error) : `${reasonOf(error)}. ${next}`;
}

/** Refuses arguments, which would have no effect. @throws ConfigError */
function refuseArguments(given: readonly string[]): void {
  if (given.length > 0) {
    throw new ConfigError('It takes no arguments. Set variables: specs/operations/configuration.md lists them.');
  }
}

/**
 * Runs a program. If it fails, prints why and exits with 1: one line for an expected error, everything for another.
 *
 * @param expected errors that the operator can fix, besides refusals of the system
 */
export async function runProgram(main: () => Promise<void>, expected: readonly ErrorType[]): Promise<void> {
  try {
    refuseArguments(process.argv.slice(2));
    await main();
  } catch (error) {
    console.error(isExpected(error, expected) ? `tasks-api cannot start. ${explain(error)}` : error);
    process.exit(1);
  }
}
