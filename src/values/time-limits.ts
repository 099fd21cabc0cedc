/**
 * Time within which every request is answered once it has arrived, in milliseconds, whatever fails behind the server.
 * It is the sum of all waits: the shares below, half a second in the queue of an overloaded server, half a second for
 * the turn of a long body, and its own work. Documented in specs/operations/limits.md.
 */
export const answerWithinMs = 5_000;

/** Share of `answerWithinMs` for the keys that verify a token. A fetch of keys goes on after it, for later requests. */
export const keysWithinMs = 1_250;

/** Share of `answerWithinMs` for the database: the wait for a connection, connecting, running, retries of a read. */
export const databaseWithinMs = 2_500;
