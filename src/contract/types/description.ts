/** A request body of an operation. `Content` describes it per media type. */
export interface RequestBody<Content> {
  /** False if a request may come without a body. */
  readonly required: boolean;
  /** Upper limit of the body in bytes (`x-max-bytes` in the contract). */
  readonly maxBytes: number;
  /** By media type. */
  readonly content: ReadonlyMap<string, Content>;
}

/** A response of an operation or of the server. `Content` describes its body per media type. */
export interface ResponseDescription<Header, Content> {
  /** All declared headers. */
  readonly headers: readonly Header[];
  /** By media type. Empty if the response has no body. */
  readonly content: ReadonlyMap<string, Content>;
}

/**
 * An operation of the contract, with references resolved and path-level declarations merged in. The contract compiler
 * reads it with schemas in it (`DeclaredOperation`) and writes it with functions in it (`CompiledOperation`).
 */
export interface OperationDescription<Parameter, BodyContent, Response> {
  /** The `operationId`. */
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** The path template, such as `/api/{user_id}/tasks`. */
  readonly path: string;
  readonly pathParameters: readonly Parameter[];
  readonly queryParameters: readonly Parameter[];
  readonly headerParameters: readonly Parameter[];
  /** The path parameter that must be the user of the token (`x-owner: true` in the contract). */
  readonly owner: string | undefined;
  /** The name of the security scheme. Undefined for a public operation. */
  readonly security: string | undefined;
  readonly body: RequestBody<BodyContent> | undefined;
  /** By status. */
  readonly responses: ReadonlyMap<number, Response>;
}

/** A contract. */
export interface ContractDescription<Operation, Response> {
  readonly operations: readonly Operation[];
  /** Responses that belong to no operation, by status (`x-server-responses` in the contract). */
  readonly serverResponses: ReadonlyMap<number, Response>;
}
