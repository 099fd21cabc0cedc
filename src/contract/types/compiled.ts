import type { ErrorObject } from 'ajv/dist/2020.js';

/** Whether a value keeps a schema; where it does not, `errors` says how until the next call. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly ErrorObject[] | null;
}

/** Writes a value that keeps its schema as JSON. */
export type Serialiser = (value: unknown) => string;

/** How a parameter of the path or the query is read from its text. */
export interface CompiledParameter {
  readonly name: string;
  readonly integer: boolean;
}

export interface CompiledBody<V = Validator> {
  /** The most bytes that are read (`x-max-bytes` of the contract). */
  readonly maxBytes: number;
  /** By media type. */
  readonly content: ReadonlyMap<string, V>;
}

export interface CompiledResponse<V = Validator, S = Serialiser> {
  /** The names of all headers that are declared. */
  readonly headers: readonly string[];
  /** Of an object of these headers, those that are absent left out. */
  readonly validateHeaders: V;
  /** By media type. Empty where the response has no body. */
  readonly content: ReadonlyMap<string, { readonly validate: V; readonly serialise: S }>;
}

/** By status. */
export type CompiledResponses<V = Validator, S = Serialiser> = ReadonlyMap<number, CompiledResponse<V, S>>;

/** All that the engine needs to know of one operation: the contract's words, resolved, flattened and compiled once. */
export interface CompiledOperation<V = Validator, S = Serialiser> {
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** The path template, such as `/api/{user_id}/tasks`. */
  readonly path: string;
  readonly pathParameters: readonly CompiledParameter[];
  /** Of an object of the path's values. */
  readonly validatePath: V;
  readonly queryParameters: readonly CompiledParameter[];
  /** Of an object of the query's values. It fills in the defaults. */
  readonly validateQuery: V;
  /** The path parameter that must be the token's user (`x-owner: true` in the contract). */
  readonly owner: string | undefined;
  /** The name of the security scheme; undefined where the contract lifts security. */
  readonly security: string | undefined;
  readonly body: CompiledBody<V> | undefined;
  readonly responses: CompiledResponses<V, S>;
}

/** The contract as code. */
export interface CompiledContract<V = Validator, S = Serialiser> {
  /** SHA-256, in hexadecimal, of the bundled document that it was compiled from. */
  readonly digest: string;
  readonly operations: readonly CompiledOperation<V, S>[];
  /** What is answered where no operation is (`x-server-responses` of the contract). */
  readonly serverResponses: CompiledResponses<V, S>;
}
