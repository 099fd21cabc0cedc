import { isDateTime } from '../values/date-time.ts';

/** The formats of the contract that need code of ours. */
export const formats = {
  'date-time': { type: 'string', validate: isDateTime },
} as const;
