/** A contract that cannot be compiled. The message names the place and what is wrong there. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
}
