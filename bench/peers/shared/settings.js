import { env } from 'node:process';

/** The settings that the benchmark starts every peer with. */
export const port = Number(env.PORT);
export const databaseUrl = env.DATABASE_URL;
export const secret = env.JWT_SECRET;
export const poolSize = Number(env.POOL_SIZE);
