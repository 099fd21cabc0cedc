import type { OperationDescription, RequestBody, ResponseDescription } from '../../src/contract/types/description.ts';

/** A JSON Schema of the contract, its references resolved. */
export type Schema = Readonly<Record<string, unknown>>;

/** Examples by name. */
export type Examples = ReadonlyMap<string, unknown>;

/** A parameter or a header: a value that is sent as text. */
export interface DeclaredValue {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
  /** Undefined if there is none. */
  readonly example: unknown;
}

export interface DeclaredParameter extends DeclaredValue {
  /** It must be the token's user (`x-owner`). */
  readonly isOwner: boolean;
  /** Only the server can tell a valid value (`x-opaque`). */
  readonly isOpaque: boolean;
  /** A header that may be given in several lines, which are one list (`x-list`). */
  readonly isList: boolean;
  /** The most values of a list in the query, such as `?tag=a&tag=b`; undefined for a single value. */
  readonly maxItems: number | undefined;
}

export interface DeclaredHeader extends DeclaredValue {
  /** The engine sets it, never a handler (`x-engine`). */
  readonly isEngines: boolean;
}

/** One media type of a body. */
export interface DeclaredContent {
  readonly schema: Schema;
  readonly examples: Examples;
}

/** A request body, with the schemas of its media types. */
export type DeclaredBody = RequestBody<DeclaredContent>;

/** A response, with the schemas of its headers and media types. */
export type DeclaredResponse = ResponseDescription<DeclaredHeader, DeclaredContent>;

/** By status. */
export type DeclaredResponses = ReadonlyMap<number, DeclaredResponse>;

/** An operation as the contract declares it, in schemas. */
export type DeclaredOperation = OperationDescription<DeclaredParameter, DeclaredContent, DeclaredResponse>;
