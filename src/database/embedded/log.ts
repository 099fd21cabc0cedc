interface Write {
  (message: string): void;
  (fields: object, message: string): void;
}

/** The methods of pino's logger that this room uses. */
export interface Log {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}
