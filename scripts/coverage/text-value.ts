/** Checks a parameter or a header, and finds the items that it exercises. */
import type { DeclaredText } from './declared.ts';
import { itemsTaken } from './place.ts';
import type { Validator } from './validator.ts';

function valueOf(text: string, types: readonly string[] | undefined): unknown {
  if (types?.includes('integer') && /^-?(?:0|[1-9]\d*)$/.test(text)) return Number(text);
  if (types?.includes('number') && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) return Number(text);
  if (types?.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** The items that a parameter or a header exercises, and its fault. */
export interface TextSeen {
  readonly items: readonly string[];
  readonly fault: string | undefined;
}

/** Checks a parameter or a header. @param text the texts of a list; undefined if it was not sent */
export function lookAtText(
  declared: DeclaredText,
  text: string | readonly string[] | undefined,
  validate: Validator,
): TextSeen {
  const { item, absentItem, schema, types, place } = declared;
  if (text === undefined) {
    return absentItem === undefined
      ? { items: [], fault: `${item} is required and absent.` }
      : { items: [absentItem], fault: undefined };
  }
  const value = typeof text === 'string' ? valueOf(text, types) : text.map((each) => valueOf(each, types));
  const fault = validate(schema, value);
  if (fault !== undefined) return { items: [], fault: `${item}: ${JSON.stringify(text)} breaks its schema: ${fault}.` };
  return { items: [item, ...itemsTaken(place, value)], fault: undefined };
}
