import type { Operation } from './operation.ts';

/** Says that the process lives. It asks nobody. */
export const getHealth: Operation<'getHealth'> = async () => ({ status: 200, body: { status: 'ok' } });
