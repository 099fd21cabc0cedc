import { isDateTime } from '../values/date-time.ts';

/** Formats of the contract that the generated validators check with our own code. */
export const formats = {
  'date-time': { type: 'string', validate: isDateTime },
} as const;
