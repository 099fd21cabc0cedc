import type { OperationHandler, OperationId } from '../contract/index.ts';
import type { Database } from '../database/connection.ts';

/** What every operation may use. */
export interface Services {
  readonly db: Database;
}

/** The code of one operation. */
export type Operation<Id extends OperationId> = OperationHandler<Id, Services>;
