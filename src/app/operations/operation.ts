import type { OperationHandler, OperationId } from '../../contract/index.ts';
import type { Database } from '../../database/index.ts';

/** What every operation may use. */
export interface Services {
  readonly db: Database;
  /** Whether tokens can be verified: false where no key was ever had. */
  readonly canVerifyTokens: () => Promise<boolean>;
}

/** The code of one operation. */
export type Operation<Id extends OperationId> = OperationHandler<Id, Services>;
