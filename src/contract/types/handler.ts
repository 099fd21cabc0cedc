import type { components, operations } from '../../../generated/contract.ts';
import type { EngineHeaderName, QueryDefaults, SecuredOperationId } from '../../../generated/operations.ts';
import type { Principal } from '../../auth/index.ts';
import type { JsonText } from '../../values/json-text.ts';
import type { ProblemAnswer, ProblemType } from '../../values/problems.ts';

/** The `operationId` of an operation of the contract. */
export type OperationId = keyof operations;

/**
 * The headers that a handler sets: the declared ones without those that the engine sets. openapi-typescript adds an
 * index signature to every header object; it is removed here, so that an undeclared header does not compile.
 */
type Declared<T> = {
  [
    Name in keyof T as string extends Name
      ? never
      : number extends Name
        ? never
        : Name extends EngineHeaderName
          ? never
          : Name
  ]: T[Name];
};

type Simplify<T> = { readonly [Name in keyof T]: T[Name] };

type Parameters<Id extends OperationId> = operations[Id]['parameters'];
type Present<T> = [Exclude<T, undefined>] extends [never] ? Record<never, never> : Exclude<T, undefined>;

type Query<Id extends OperationId> = Simplify<
  Omit<Present<Parameters<Id>['query']>, QueryDefaults[Id]> &
    Required<Pick<Present<Parameters<Id>['query']>, QueryDefaults[Id] & keyof Present<Parameters<Id>['query']>>>
>;

type RequestBody<Id extends OperationId> = operations[Id]['requestBody'];

type JsonOf<Declared> = Declared extends { readonly content: { readonly 'application/json': infer Json } }
  ? Json
  : never;

/** Undefined for an operation without a body, and possible where the body is optional. */
type Body<Id extends OperationId> =
  undefined extends RequestBody<Id> ? JsonOf<Exclude<RequestBody<Id>, undefined>> | undefined : JsonOf<RequestBody<Id>>;

/** The request that a handler receives: authenticated, authorised and validated, with defaults filled in. */
export interface OperationRequest<Id extends OperationId> {
  /** The user of the token. Undefined for a public operation. */
  readonly principal: Id extends SecuredOperationId ? Principal : undefined;
  readonly path: Simplify<Present<Parameters<Id>['path']>>;
  readonly query: Query<Id>;
  /** The declared headers. */
  readonly headers: Simplify<Present<Parameters<Id>['header']>>;
  readonly body: Body<Id>;
}

type Responses<Id extends OperationId> = operations[Id]['responses'];

type HeadersMember<Headers> = [keyof Headers] extends [never]
  ? { readonly headers?: never }
  : Partial<Headers> extends Headers
    ? { readonly headers?: Simplify<Headers> }
    : { readonly headers: Simplify<Headers> };

type ErrorsMember<Body> = Body extends { readonly errors: infer Errors }
  ? { readonly errors: Errors }
  : { readonly errors?: never };

/** The members that only this problem has (RFC 9457, section 3.2). */
type Extensions<Body> = Omit<Body, keyof components['schemas']['Problem'] | 'errors'>;

type ExtensionsMember<Body> = [keyof Extensions<Body>] extends [never]
  ? { readonly extensions?: never }
  : { readonly extensions: Simplify<Extensions<Body>> };

type RefusalWith<Headers, Body extends { readonly type: ProblemType }> = {
  [Type in Body['type']]: Pick<ProblemAnswer<Type>, 'problem' | 'status' | 'detail'>;
}[Body['type']] &
  HeadersMember<Declared<Headers>> &
  ErrorsMember<Body> &
  ExtensionsMember<Body>;

type AnswerWith<Status, Response> = Response extends {
  readonly headers: infer Headers;
  readonly content: { readonly 'application/problem+json': infer Body extends { readonly type: ProblemType } };
}
  ? RefusalWith<Headers, Body>
  : Response extends { readonly headers: infer Headers; readonly content: { readonly 'application/json': infer Json } }
    ? { readonly status: Status; readonly body: Json | JsonText<Json> } & HeadersMember<Declared<Headers>>
    : Response extends { readonly headers: infer Headers }
      ? { readonly status: Status; readonly body?: never } & HeadersMember<Declared<Headers>>
      : never;

/** A response that a handler may return: a declared status with its headers and body, or a declared problem. */
export type Answer<Id extends OperationId> = {
  [Status in keyof Responses<Id>]: AnswerWith<Status, Responses<Id>[Status]>;
}[keyof Responses<Id>];

/** The handler of one operation. The application passes `services` to every handler. */
export type OperationHandler<Id extends OperationId, Services> = (
  request: OperationRequest<Id>,
  services: Services,
) => Promise<Answer<Id>>;

/** A handler for every operation of the contract, and no others. */
export type OperationHandlers<Services> = { readonly [Id in OperationId]: OperationHandler<Id, Services> };
