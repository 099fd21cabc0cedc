/** The caller of a request: the user named by a verified token. */
export interface Principal {
  /** 1 to 255 code points that Postgres can store as text. */
  readonly userId: string;
  /** Null if the token has no usable e-mail address. */
  readonly email: string | null;
}
