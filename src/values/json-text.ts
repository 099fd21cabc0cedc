/**
 * JSON that something else has written, such as Postgres. What it holds is claimed here, and proved where every answer is: the engine reads it,
 * holds it against the contract, and sends the text as it is, instead of writing the same text again.
 */
export class JsonText<out T> {
  readonly text: string;
  /** For the compiler alone. */
  declare readonly claim: T;

  constructor(text: string) {
    this.text = text;
  }
}
