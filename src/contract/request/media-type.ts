import { MIMEType } from 'node:util';
import Negotiator from 'negotiator';

/**
 * Finds the declared media type that a `Content-Type` names. A charset other than UTF-8 matches none: JSON is UTF-8
 * (RFC 8259, section 8.1).
 */
export function matchContentType(header: string | undefined, declared: readonly string[]): string | undefined {
  if (header === undefined) return undefined;
  if (declared.includes(header)) return header;
  let type: MIMEType;
  try {
    type = new MIMEType(header);
  } catch {
    return undefined;
  }
  const charset = type.params.get('charset');
  if (charset !== null && charset.toLowerCase() !== 'utf-8') return undefined;
  return declared.find((mediaType) => mediaType === type.essence);
}

/**
 * Returns true if an `Accept` header allows one of the media types (RFC 9110, section 12.5.1). No header allows all.
 */
export function accepts(header: string | undefined, mediaTypes: readonly string[]): boolean {
  if (header === undefined || header === '' || header === '*/*' || mediaTypes.includes(header)) return true;
  const spellings = mediaTypes.flatMap((mediaType) => [mediaType, `${mediaType}; charset=utf-8`]);
  return new Negotiator({ headers: { accept: header } }).mediaType(spellings) !== undefined;
}
