/** A response of the contract with its examples. */
export interface ExampleResponse {
  readonly status: number;
  /** Without those that the engine sets. */
  readonly headers: Readonly<Record<string, string | number>>;
  /** Undefined if the response has no body. */
  readonly mediaType: string | undefined;
  /** Bodies by name, in the contract's order. Empty if the response has no body. */
  readonly examples: ReadonlyMap<string, unknown>;
}

/** The responses of each operation, in the contract's order. */
export type ExampleResponses = ReadonlyMap<string, readonly ExampleResponse[]>;
