/**
 * JSON text written elsewhere, for example by Postgres. `T` is a claim about its value, not a proof: the response check
 * parses the text and validates it against the contract. Then the text is sent as it is, without serialising it again.
 */
export class JsonText<out T> {
  readonly text: string;
  /** Exists for the compiler only. */
  declare readonly claim: T;

  constructor(text: string) {
    this.text = text;
  }

  /** Parses the text. The claim about its value is not checked here. @throws SyntaxError if it is not JSON */
  parse(): T {
    return JSON.parse(this.text) as T;
  }
}
