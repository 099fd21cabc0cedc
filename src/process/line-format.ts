import { errorCode } from '../values/error-code.ts';

/** Makes of a line of the log what is written. */
export type FormatLine = (json: string) => string;

const unchanged: FormatLine = (json) => json;

/**
 * Finds the form of the log on standard output: readable lines for a developer at a terminal, JSON everywhere else.
 * pino-pretty is a development dependency: without it, the form is JSON.
 */
export async function findLineFormat(production: boolean): Promise<FormatLine> {
  if (production || !process.stdout.isTTY) return unchanged;
  try {
    const { prettyFactory } = await import('pino-pretty');
    return prettyFactory({ translateTime: 'SYS:HH:MM:ss.l', ignore: 'pid,hostname', singleLine: true });
  } catch (error) {
    if (errorCode(error) !== 'ERR_MODULE_NOT_FOUND') throw error;
    return unchanged;
  }
}
