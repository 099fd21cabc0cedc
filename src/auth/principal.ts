/** Who asks: the user that a verified token names. */
export interface Principal {
  /** 1 to 255 code points, storable as Postgres text. */
  readonly userId: string;
  /** Null where the token has none. */
  readonly email: string | null;
}
