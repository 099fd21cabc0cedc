/**
 * Time within which every request is answered once it has arrived, in milliseconds, whatever fails behind the server.
 * It is the sum of all waits: the shares below, and the rest for the server's own work. Documented in
 * specs/deployment/limits.md.
 */
export const answerWithinMs = 5_000;

/** Share of `answerWithinMs` for the keys that verify a token. A fetch of keys goes on after it, for later requests. */
export const keysWithinMs = 1_500;

/** Share of `answerWithinMs` for the database: waiting for a connection, connecting, running, and one retry of a read. */
export const databaseWithinMs = 3_000;
