/**
 * A JWT in its compact form. No log line of a test run may hold one; every helper that starts a server checks its log.
 */
export const tokenInText = /eyJ[\w-]+\.[\w-]+\.[\w-]*/;
