import type { OperationHandler, OperationId } from '../../contract/index.ts';
import type { Database } from '../../database/index.ts';

/** Services available to every operation. */
export interface Services {
  readonly db: Database;
  /** Resolves to false until a key to verify tokens has been loaded. */
  readonly canVerifyTokens: () => Promise<boolean>;
  /** Aborted when the server is about to close. */
  readonly closing?: AbortSignal | undefined;
}

/** The handler of one operation. */
export type Operation<Id extends OperationId> = OperationHandler<Id, Services>;
