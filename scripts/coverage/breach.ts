import type { Exchange } from './exchange.ts';

/** An exchange that the contract does not allow. */
export class ContractBreach extends Error {
  override readonly name = 'ContractBreach';

  constructor({ method, target, status }: Exchange, fault: string) {
    super(`${method} ${target.slice(0, 200)} was answered ${status}: ${fault}`);
  }
}
