import type { IncomingMessage } from 'node:http';
import type { SecuritySchemeName } from '../../../generated/operations.ts';
import type { Principal, RefusalExplanation } from '../../auth/index.ts';

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

/** Explains a refusal whose ProblemError has this `reason`. Called at a limited rate, except in development. */
export type ExplainRefusal = (
  reason: string,
  request: Pick<IncomingMessage, 'headers' | 'rawHeaders' | 'url'>,
) => RefusalExplanation;
