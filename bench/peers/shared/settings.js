import { env } from 'node:process';

/** What the benchmark starts every peer with. */
export const port = Number(env.PORT);
export const databaseUrl = env.DATABASE_URL;
export const secret = env.JWT_SECRET;
/** pg's own default. `npm run bench -- --work=point-read --servers=bare,bare-4,bare-16` tells what others give. */
export const poolSize = Number(env.POOL_SIZE ?? 10);
