import type { IncomingMessage } from 'node:http';
import type { SecuritySchemeName } from '../../../generated/operations.ts';
import type { Principal } from '../../auth/index.ts';

/** Turns the credentials of a request into who asks. @throws ProblemError 401, or 503 where it cannot be told */
export type SecurityHandler = (
  request: Pick<IncomingMessage, 'headers' | 'rawHeaders'>,
) => Principal | Promise<Principal>;

/** A security handler for every scheme of the contract, and for nothing else. */
export type SecurityHandlers = { readonly [Name in SecuritySchemeName]: SecurityHandler };
