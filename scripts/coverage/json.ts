/** Reads members of JSON whose shape is not known. */
import { isRecord } from '../../src/values/is-record.ts';

/** A JSON object whose members are not known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A member that is an object; otherwise an empty object. */
export function objectIn(value: JsonObject, name: string): JsonObject {
  const member = value[name];
  return isRecord(member) ? member : {};
}

/** A member that is a list; otherwise an empty list. */
export function listIn(value: JsonObject, name: string): readonly unknown[] {
  const member: unknown = value[name];
  return Array.isArray(member) ? member : [];
}

/** A member that is text; otherwise undefined. */
export function textIn(value: JsonObject, name: string): string | undefined {
  const member = value[name];
  return typeof member === 'string' ? member : undefined;
}

/** The texts of a list. */
export function textsIn(value: JsonObject, name: string): readonly string[] {
  return listIn(value, name).filter((member) => typeof member === 'string');
}

/** Parses JSON. @returns undefined if the text is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
