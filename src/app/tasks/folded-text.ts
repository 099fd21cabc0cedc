import { sql, type Expression } from 'kysely';

/**
 * Letters whose case folding is another letter than their lower case, after compatibility normalisation: the final
 * sigma, the iota below a Greek vowel, and old forms of Cyrillic letters.
 */
const letters = { from: 'ς\u0345ᲀᲁᲂᲃᲄᲅᲆᲇᲈ', to: 'σιвдосттъѣꙋ' } as const;

/** Letters whose case folding is two letters, and the dot that lower case leaves on the i of İ. */
const expansions = { ß: 'ss', և: 'եւ', 'i\u0307': 'i' } as const;

/**
 * Folds a text for comparison: compatibility normalisation (UAX #15, NFKC), and full case folding (Unicode, section
 * 3.13) but for İ, which is an i. The `folded` columns of migration 0004 hold the same.
 *
 * The letters are decomposed while they are folded, so that a mark on one does not hide it. ASCII needs none of this.
 */
export function folded(value: Expression<string | null>): Expression<string> {
  const lower = sql`lower(normalize(${value}, NFKD) collate "und-x-icu")`;
  const translated = sql`translate(${lower}, ${sql.lit(letters.from)}, ${sql.lit(letters.to)})`;
  const expanded = Object.entries(expansions).reduce(
    (text, [from, to]) => sql`replace(${text}, ${sql.lit(from)}, ${sql.lit(to)})`,
    translated,
  );
  return sql<string>`case when octet_length(${value}) = char_length(${value})
    then lower(${value} collate "C") collate "und-x-icu" else normalize(${expanded}, NFC) end`;
}

/** Folds a title as far as its column holds it: an entry of an index has no room for more. */
export function foldedTitle(title: Expression<string | null>): Expression<string> {
  return sql<string>`left(${folded(title)}, 300)`;
}
