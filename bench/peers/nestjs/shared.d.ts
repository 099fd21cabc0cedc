/** What the peers in JavaScript share has no types. */
declare module '*.js';
