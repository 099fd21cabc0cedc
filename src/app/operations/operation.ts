import type { KeyFault } from '../../auth/index.ts';
import type { OperationHandler, OperationId } from '../../contract/index.ts';
import type { Database } from '../../database/index.ts';

/** Services available to every operation. */
export interface Services {
  readonly db: Database;
  /** The path below which clients reach the server; empty if a proxy adds none. */
  readonly publicPath: string;
  /** Resolves to why tokens cannot be verified, until a key to verify them has been loaded. */
  readonly findKeyFault: () => Promise<KeyFault | undefined>;
  /** Aborted when the server is about to close. */
  readonly closing?: AbortSignal | undefined;
}

/** The handler of one operation. */
export type Operation<Id extends OperationId> = OperationHandler<Id, Services>;
