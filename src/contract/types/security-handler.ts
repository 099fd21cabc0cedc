import type { IncomingMessage } from 'node:http';
import type { SecuritySchemeName } from '../../../generated/operations.ts';
import type { Principal } from '../../auth/index.ts';

/**
 * Authenticates a request.
 *
 * @throws ProblemError (or rejects) 401, or 503 if the credentials cannot be verified at the moment
 */
export type SecurityHandler = (
  request: Pick<IncomingMessage, 'headers' | 'rawHeaders' | 'url'>,
) => Principal | Promise<Principal>;

/** A security handler for every scheme of the contract, and no others. */
export type SecurityHandlers = { readonly [Name in SecuritySchemeName]: SecurityHandler };

/** Why credentials were refused. It must hold neither credentials nor texts of users. */
export interface RefusalExplanation {
  /** For the log. It does not quote the request. */
  readonly text: string;
  readonly expected: object;
  readonly came: object;
  /** For developers: replaces the detail of the problem. */
  readonly detail: string;
}

/** Explains a refusal whose ProblemError has this `reason`. Called at a limited rate, except in development. */
export type ExplainRefusal = (
  reason: string,
  request: Pick<IncomingMessage, 'headers' | 'rawHeaders' | 'url'>,
) => RefusalExplanation;
