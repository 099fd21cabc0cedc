import type { Environment } from './environment.ts';
import { variables, type VariableName } from './variables.ts';

/** The variables that always have a value. */
type DefaultedName = {
  [Name in VariableName]: (typeof variables)[Name] extends string ? Name : never;
}[VariableName];

const shownLength = 80;

/** Quotes the value of a variable that is not a secret. */
export function quote(value: string): string {
  return JSON.stringify(value.length > shownLength ? `${value.slice(0, shownLength)}…` : value);
}

/**
 * Reads variables one by one, as text, number, choice or list. A variable that is set to an empty text counts as not
 * set.
 *
 * It collects the faults of all variables. A method that finds one returns a value of the right type, which nobody must
 * use: check `faults` before.
 */
export class VariableReader {
  readonly #environment: Environment;
  readonly #faults = new Set<string>();
  readonly #refused = new Set<VariableName>();

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** The faults of all variables, as sentences. */
  get faults(): readonly string[] {
    return [...this.#faults];
  }

  /** Notes a fault. @param fault a sentence that names the variables and contains no secret */
  refuse(names: readonly VariableName[], fault: string): void {
    this.#faults.add(fault);
    for (const name of names) this.#refused.add(name);
  }

  /** True if none of the variables was refused, so that a check of their values together means something. */
  isSound(...names: readonly VariableName[]): boolean {
    return !names.some((name) => this.#refused.has(name));
  }

  /** The text as it was set, without a default: white space is part of a secret. */
  untrimmed(name: VariableName): string | undefined {
    return this.#environment[name] || undefined;
  }

  /** The text without white space around it, or the default. */
  text(name: DefaultedName): string;
  text(name: VariableName): string | undefined;
  text(name: VariableName): string | undefined {
    const text = this.#environment[name]?.trim() || variables[name];
    // `docker run --env-file` and unit files do not remove quotes.
    const [, , inner] = /^(["'`])(.*)\1$/s.exec(text ?? '') ?? [];
    if (inner !== undefined) this.refuse([name], `${name} must not be in quotes.`);
    return inner ?? text;
  }

  oneOf<const Choice extends string>(name: DefaultedName, allowed: readonly [Choice, ...Choice[]]): Choice {
    const value = this.text(name);
    const choice = allowed.find((one) => one === value);
    if (choice !== undefined) return choice;
    this.refuse([name], `${name} must be one of ${allowed.join(', ')}, not ${quote(value)}.`);
    return allowed[0];
  }

  integer(name: DefaultedName, minimum: number, maximum: number): number {
    const text = this.text(name);
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= minimum && value <= maximum) return value;
    this.refuse([name], `${name} must be a whole number from ${minimum} to ${maximum}, not ${quote(text)}.`);
    return minimum;
  }

  /** The parts between white space; none if the variable is not set. */
  words(name: VariableName): string[] {
    return (this.text(name) ?? '').split(/\s+/).filter((word) => word !== '');
  }
}
