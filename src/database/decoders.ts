/**
 * Reads one column of a row. Postgres sends every value as text, and NULL as null.
 *
 * The type is invariant: a decoder fits only a column of exactly its type, so that no NULL goes unnoticed.
 *
 * @throws Error when the text is not a value of the type
 */
export type Decoder<in out Value> = (text: string | null) => Value;

/** Reads a text column that is never NULL. */
export const text: Decoder<string> = (value) => {
  if (value === null) throw new TypeError('A column that must not be NULL is NULL.');
  return value;
};

/** Reads an integer column that is never NULL. @throws RangeError beyond 2^53 - 1, where a number would round */
export const integer: Decoder<number> = (value) => {
  const digits = text(value);
  const number = Number(digits);
  // Without the text: in the answer to another statement, it is a user's.
  if (!Number.isSafeInteger(number)) throw new RangeError('A column does not hold an exact integer.');
  return number;
};

/** Reads a column that may be NULL. */
export function nullable<Value>(decode: Decoder<Value>): Decoder<Value | null> {
  return (value) => (value === null ? null : decode(value));
}
