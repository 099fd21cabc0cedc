import type { JsonObject } from './json.ts';
import type { Place } from './place.ts';
import type { Validator } from './validator.ts';

/** A parameter or a response header: a value that is sent as text. */
export interface DeclaredText {
  readonly name: string;
  readonly in: string;
  readonly item: string;
  /** Undefined where it is required. */
  readonly absentItem: string | undefined;
  readonly schema: JsonObject;
  /** The types that it may have; undefined where any. */
  readonly types: readonly string[] | undefined;
  readonly place: Place;
}

/** One media type of a body. */
export interface DeclaredContent {
  readonly item: string;
  readonly schema: JsonObject;
  readonly place: Place;
}

export interface DeclaredResponse {
  readonly item: string;
  readonly headers: readonly DeclaredText[];
  /** By media type. Empty where there is no body. */
  readonly content: ReadonlyMap<string, DeclaredContent>;
}

export interface DeclaredBody {
  /** Undefined where the body is required. */
  readonly absentItem: string | undefined;
  readonly content: ReadonlyMap<string, DeclaredContent>;
}

export interface DeclaredOperation {
  readonly id: string;
  /** In upper case. */
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly DeclaredText[];
  readonly body: DeclaredBody | undefined;
  readonly responses: ReadonlyMap<number, DeclaredResponse>;
}

/** Answers that belong to no operation: of the router, of the HTTP parser, of what is refused before it is routed. */
export interface DeclaredServer {
  readonly id: 'server';
  readonly responses: ReadonlyMap<number, DeclaredResponse>;
}

/** What the contract declares, with everything named as the report names it. */
export interface DeclaredContract {
  readonly operations: readonly DeclaredOperation[];
  /** Undefined where the contract has no `x-server-responses`. */
  readonly server: DeclaredServer | undefined;
  readonly validate: Validator;
}
