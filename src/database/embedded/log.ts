interface Write {
  (message: string): void;
  (fields: object, message: string): void;
}

/** The part of pino's logger that is used here. */
export interface Log {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}
