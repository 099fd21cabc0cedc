/** Thrown for a contract that cannot be compiled. The message names the place and the fault. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}
