/** Types of the contract as the coverage reads it. */
import type { JsonObject } from './json.ts';
import type { Place } from './place.ts';
import type { Validator } from './validator.ts';

/** A parameter or a response header: a value that is sent as text. */
export interface DeclaredText {
  readonly name: string;
  readonly in: string;
  readonly item: string;
  /** The item for its absence; undefined if it is required. */
  readonly absentItem: string | undefined;
  readonly schema: JsonObject;
  /** It is a list: a parameter of the query whose name may stand several times. */
  readonly isList: boolean;
  /** The types that it, or each item of a list, may have; undefined if any. */
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
  /** By media type. Empty if there is no body. */
  readonly content: ReadonlyMap<string, DeclaredContent>;
}

export interface DeclaredBody {
  /** The item for its absence; undefined if the body is required. */
  readonly absentItem: string | undefined;
  readonly content: ReadonlyMap<string, DeclaredContent>;
}

export interface DeclaredOperation {
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly DeclaredText[];
  readonly body: DeclaredBody | undefined;
  readonly responses: ReadonlyMap<number, DeclaredResponse>;
}

/** Answers that belong to no operation: those of the router and the HTTP parser, and refusals before routing. */
export interface DeclaredServer {
  readonly id: 'server';
  readonly responses: ReadonlyMap<number, DeclaredResponse>;
}

/** The contract with the items of the report: each `item` is an id of `Item`. */
export interface DeclaredContract {
  readonly operations: readonly DeclaredOperation[];
  /** Undefined if the contract has no `x-server-responses`. */
  readonly server: DeclaredServer | undefined;
  readonly validate: Validator;
}
