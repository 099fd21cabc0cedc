/** The limits of the HTTP server. Documented, with what a client gets, in specs/operations/limits.md. */

/** Time in which a client sends the head of a request, and all of it. Fastify's default has no limit. */
export const headersTimeoutMs = 10_000;
export const requestTimeoutMs = 30_000;

/** Interval at which Node looks for slow clients. Its default of 30 s could double the limits. */
export const timeoutCheckMs = 1_000;

/** Time that a connection is kept for another request. */
export const keepAliveMs = 72_000;

/** Time without a byte sent or received after which a connection is closed, unless it is kept for another request. */
export const stalledTimeoutMs = 15_000;

/** Time in which a client that reads slowly must take one answer. */
export const answerReadWithinMs = 60_000;

/** Answers under way on one connection. Further requests wait. */
export const maxOpenAnswers = 16;

/** Bytes of answers that a client has not taken yet. With more, its further requests wait. */
export const maxUnreadBytes = 262_144;

/** Bytes of unread answers of a whole process. With more, the connections that hold the most are cut. */
export const maxTotalUnreadBytes = 67_108_864;

/** Requests that wait on one connection. It closes after the answers to them, and takes no more. */
export const maxWaitingRequests = 100;

/** Requests that are ignored after `Connection: close` was said. With more, the connection is cut. */
export const maxIgnoredRequests = 1_000;

/** Bytes of a body that are read after its request was refused. For a longer one the connection closes. */
export const maxDrainedBytes = 65_536;

/** Time between the last answer and the end of a connection. A client that still sends could lose the answer. */
export const lingerMs = 1_000;

/** Requests that are worked on at the same time in one process. Further ones queue. */
export const maxRunningRequests = 1_000;

/** Requests that queue, and the time they do. Those that cannot be let in are answered with 503. */
export const maxQueuedRequests = 5_000;
export const queuedWithinMs = 500;

/** Time in which connections that clients have opened are still accepted, once the server closes. */
export const acceptWithinMs = 1_000;

/** Time in which a new connection may still send its first byte, once the server closes. */
export const firstByteWithinMs = 500;

/** Time in which a request must have arrived, once the server closes. */
export const arrivedWithinMs = 1_000;
