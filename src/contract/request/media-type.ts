import { MIMEType } from 'node:util';
import Negotiator from 'negotiator';
import { ProblemError } from '../../values/problems.ts';

/** Names of UTF-8 that clients send. The second is no registered name, but can mean nothing else. */
const utf8 = ['utf-8', 'utf8'];

/**
 * Finds the declared media type that a `Content-Type` names, whatever its other parameters say. A charset other than
 * UTF-8 matches none, nor do two: JSON is UTF-8 (RFC 8259, section 8.1), and a guess would alter the text.
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
  if (charset !== null && !utf8.includes(charset.toLowerCase())) return undefined;
  // MIMEType keeps the first of two.
  if ((header.match(/;\s*charset\s*=/gi) ?? []).length > 1) return undefined;
  return declared.find((mediaType) => mediaType === type.essence);
}

/** Makes the 415 of a body. @param accepted the media types of the operation; undefined if it takes no body */
export function unsupportedMediaType(accepted: readonly string[] | undefined): ProblemError {
  if (!accepted) return new ProblemError('/problems/unsupported-media-type');
  const list = accepted.join(', ');
  return new ProblemError('/problems/unsupported-media-type', {
    detail: `Send the request body as: ${list}, with one Content-Type and without a Content-Encoding.`,
    headers: { Accept: list },
  });
}

const quotedText = String.raw`"(?:[^"\\]|\\.)*"`;
/** A parameter of a media range, without its weight and without a charset that is not UTF-8. */
const utf8Charset = String.raw`charset[ \t]*=[ \t]*(?:utf-?8|"utf-?8")[ \t]*(?:[;,]|$)`;
const ignoredParameter = new RegExp(
  String.raw`;(?![ \t]*q[ \t]*=|[ \t]*charset[ \t]*=)(?:[^;,"]|${quotedText})*|;(?=[ \t]*${utf8Charset})[^;,]*`,
  'gi',
);

/**
 * Returns true if an `Accept` header allows one of the media types (RFC 9110, section 12.5.1). No header allows all.
 * Parameters such as `version=1` do not count: there is one form of each media type.
 */
export function accepts(header: string | undefined, mediaTypes: readonly string[]): boolean {
  if (header === undefined || header === '' || header === '*/*' || mediaTypes.includes(header)) return true;
  const accept = header.replace(ignoredParameter, '');
  return new Negotiator({ headers: { accept } }).mediaType([...mediaTypes]) !== undefined;
}
