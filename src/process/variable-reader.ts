import { ConfigError } from './config.ts';
import { variables, type Environment, type VariableName } from './environment.ts';

/**
 * Reads variables one by one, as text, number, choice or list. A variable that is set to an empty text counts as not
 * set. Its methods throw a ConfigError that names the variable.
 */
export class VariableReader {
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** The text as it was set, without a default: white space is part of a secret. */
  untrimmed(name: VariableName): string | undefined {
    return this.#environment[name] || undefined;
  }

  /** The text without white space around it, or the default. */
  text(name: VariableName): string | undefined {
    return this.#environment[name]?.trim() || variables[name];
  }

  required(name: VariableName): string {
    const value = this.text(name);
    if (value === undefined) throw new ConfigError(`${name} must be set.`);
    return value;
  }

  oneOf<const Choice extends string>(name: VariableName, allowed: readonly Choice[]): Choice {
    const value = this.required(name);
    const choice = allowed.find((one) => one === value);
    if (choice === undefined) throw new ConfigError(`${name} must be one of ${allowed.join(', ')}.`);
    return choice;
  }

  integer(name: VariableName, minimum: number, maximum: number): number {
    const text = this.required(name);
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= minimum && value <= maximum) return value;
    throw new ConfigError(`${name} must be a whole number from ${minimum} to ${maximum}.`);
  }

  /** The parts between white space; none if the variable is not set. */
  words(name: VariableName): string[] {
    return (this.text(name) ?? '').split(/\s+/).filter((word) => word !== '');
  }

  /** @param protocols as `URL` spells them, such as `https:` */
  url(name: VariableName, protocols: readonly string[]): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
    throw new ConfigError(`${name} must be a URL that begins with ${protocols.map((one) => `${one}//`).join(' or ')}.`);
  }
}
