/**
 * JSON texts of one schema, as the parts that follow each other in a text. Only the usual spelling matches: the members
 * in the contract's order, no white space, and one way to write each character and number. Two different texts
 * therefore stand for two different values. `scripts/contract/text-pattern.ts` makes it from a schema.
 */
export type TextPattern = readonly TextPart[];

/** A part of a text. A RegExp is sticky. */
export type TextPart = RegExp | StringText | OwnerText | ListText | ChoiceText;

/**
 * A string of at most `maxLength` code points, or `null` if the schema allows that. The expression knows no limit: V8
 * runs through characters three times as fast if it need not count them.
 */
export interface StringText {
  readonly string: RegExp;
  /** The number of characters that the expression reads before the string, such as the name of its member. */
  readonly before: number;
  /** At least 2: `null` is as long as a string of two characters. */
  readonly maxLength: number;
}

/** The id of a user, which must be the one whom the answer is for. */
export interface OwnerText {
  readonly owner: StringText;
}

/** A list in brackets. */
export interface ListText {
  readonly items: TextPattern;
  readonly maxItems: number;
  /** True if no item may stand in the list twice. */
  readonly unique: boolean;
}

/** One of several patterns: the first one that fits. */
export interface ChoiceText {
  readonly choices: readonly TextPattern[];
}
