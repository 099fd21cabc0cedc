import type { ErrorObject } from 'ajv/dist/2020.js';
import type { ContractDescription, OperationDescription, ResponseDescription } from './description.ts';
import type { TextPattern } from './text-pattern.ts';

/** Returns true if a value is valid. If not, `errors` holds the faults until the next call. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly ErrorObject[] | null;
}

/** Writes a valid value as JSON. */
export type Serialiser = (value: unknown) => string;

/** Tells how to read a parameter from its text. */
export interface CompiledParameter {
  readonly name: string;
  /** True if the value, or each item of a list, is an integer. */
  readonly integer: boolean;
  /** A header that may be given in several lines, which are one list (RFC 9110, section 5.3; `x-list`). */
  readonly list: boolean;
  /**
   * The most values of a list in the query, which repeats the name: `?tag=a&tag=b`. Undefined for a parameter that is
   * given once.
   */
  readonly maxItems: number | undefined;
}

/** The code for a response body of one media type. */
export interface CompiledContent<V = Validator, S = Serialiser, P = TextPattern> {
  readonly validate: V;
  readonly serialise: S;
  /** Texts that `validate` would accept, if the schema has such a pattern. */
  readonly pattern: P | undefined;
}

/** A response as functions, with its headers by name. */
export interface CompiledResponse<V = Validator, S = Serialiser, P = TextPattern> extends ResponseDescription<
  string,
  CompiledContent<V, S, P>
> {
  /** Validates an object of the headers that are present. */
  readonly validateHeaders: V;
}

/** By status. */
export type CompiledResponses<V = Validator, S = Serialiser, P = TextPattern> = ReadonlyMap<
  number,
  CompiledResponse<V, S, P>
>;

/** An operation as functions: everything the engine needs to serve it. */
export interface CompiledOperation<V = Validator, S = Serialiser, P = TextPattern> extends OperationDescription<
  CompiledParameter,
  V,
  CompiledResponse<V, S, P>
> {
  /** Validates an object of the path parameters. */
  readonly validatePath: V;
  /** Validates an object of the query parameters and fills in their defaults. */
  readonly validateQuery: V;
  /** Validates an object of the declared headers. */
  readonly validateHeaders: V;
}

/** The contract as functions. */
export interface CompiledContract<V = Validator, S = Serialiser, P = TextPattern> extends ContractDescription<
  CompiledOperation<V, S, P>,
  CompiledResponse<V, S, P>
> {
  /** SHA-256, in hexadecimal, of the bundled document it was compiled from. */
  readonly digest: string;
}
