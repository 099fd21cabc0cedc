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

export interface DeclaredBody {
  /** The most bytes that are read (`x-max-bytes` of the contract). */
  readonly maxBytes: number;
  /** By media type. */
  readonly content: ReadonlyMap<string, DeclaredContent>;
}

export interface DeclaredResponse {
  readonly headers: readonly DeclaredHeader[];
  /** By media type. Empty if the response has no body. */
  readonly content: ReadonlyMap<string, DeclaredContent>;
}

export type DeclaredResponses = ReadonlyMap<number, DeclaredResponse>;

/** One operation of the contract, its references resolved and its path's parameters merged in. */
export interface DeclaredOperation {
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** The path template, for example `/api/{user_id}/tasks`. */
  readonly path: string;
  readonly pathParameters: readonly DeclaredParameter[];
  readonly queryParameters: readonly DeclaredParameter[];
  /** The name of the path parameter that must be the token's user. */
  readonly owner: string | undefined;
  /** The name of the security scheme; undefined if the operation is public. */
  readonly security: string | undefined;
  readonly body: DeclaredBody | undefined;
  readonly responses: DeclaredResponses;
}
