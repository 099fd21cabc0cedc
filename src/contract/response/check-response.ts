import type { CompiledContent, CompiledResponse, CompiledResponses } from '../types/compiled.ts';
import { JsonText } from '../../values/json-text.ts';
import { matchesText } from './match-text.ts';

export type HeaderValue = string | number;

/** A response that is about to be sent. */
export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, HeaderValue>>;
  /** Undefined if there is no body. */
  readonly mediaType: string | undefined;
  readonly body: unknown;
}

/** Reads a header that was set earlier, such as those of the rate limit. */
export type HeaderReader = (name: string) => unknown;

/** The result of a check: the body as text (undefined if there is none), or a fault, in one sentence for the log. */
export type ResponseVerdict =
  { readonly fault?: undefined; readonly text: string | undefined } | { readonly fault: string };

/** The user whom an answer is for. */
export interface Owner {
  /** Name of the operation's owner parameter, such as `user_id`. Bodies name their user by it too. */
  readonly member: string;
  /** The user of the token. */
  readonly userId: string;
}

/**
 * True when a body, or any object inside it, names another user than the owner. It is the last line of defence:
 * whatever the database or something before it sent, no user gets what is another's.
 */
function isAnothers(body: unknown, owner: Owner): boolean {
  if (typeof body !== 'object' || body === null) return false;
  if (Array.isArray(body)) return body.some((item) => isAnothers(item, owner));
  for (const [name, value] of Object.entries(body)) {
    if (name === owner.member ? value !== owner.userId : isAnothers(value, owner)) return true;
  }
  return false;
}

/** Parses JSON written elsewhere. Returns undefined, which no schema allows, if it is not JSON. */
function parse({ text }: JsonText<unknown>): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function headerFault(
  { headers, validateHeaders }: CompiledResponse,
  answer: OutgoingAnswer,
  readHeader: HeaderReader,
): string | undefined {
  const values: Record<string, unknown> = {};
  for (const name of headers) {
    const value = answer.headers[name] ?? readHeader(name);
    if (value !== undefined) values[name] = value;
  }
  // Undeclared headers are added too, so that the schema refuses them.
  for (const name in answer.headers) values[name] ??= answer.headers[name];
  if (validateHeaders(values)) return undefined;
  const { keyword, params, instancePath, message } = validateHeaders.errors?.[0] ?? {};
  if (keyword === 'required') return `the header ${params?.['missingProperty']} is missing`;
  if (keyword === 'additionalProperties') return `the header ${params?.['additionalProperty']} is not declared`;
  return `the header ${instancePath?.slice(1) ?? ''} ${message ?? 'is not valid'}`;
}

function checkBody({ validate, serialise }: CompiledContent, body: unknown, owner: Owner | undefined): ResponseVerdict {
  const value = body instanceof JsonText ? parse(body) : body;
  if (owner && isAnothers(value, owner)) return { fault: `the ${owner.member} is not the user of the token` };
  if (validate(value)) return { text: body instanceof JsonText ? body.text : serialise(value) };
  const [error] = validate.errors ?? [];
  return { fault: `the body breaks the schema: ${error?.instancePath ?? ''} ${error?.message ?? ''}` };
}

/**
 * Checks a response against the contract: its status, every header, its media type and its body. A text that
 * another program wrote, such as Postgres, is parsed only if the pattern of its schema does not match it.
 *
 * @param owner undefined for an operation without an owner, and before authentication
 */
export function checkResponse(
  responses: CompiledResponses,
  answer: OutgoingAnswer,
  readHeader: HeaderReader,
  owner?: Owner,
): ResponseVerdict {
  const { status, mediaType, body } = answer;
  const declared = responses.get(status);
  if (!declared) return { fault: `the status ${status} is not declared` };
  const fault = headerFault(declared, answer, readHeader);
  if (fault !== undefined) return { fault };
  if (mediaType === undefined) {
    if (body !== undefined) return { fault: 'there is a body without a media type' };
    return declared.content.size > 0 ? { fault: 'the body is missing' } : { text: undefined };
  }
  const content = declared.content.get(mediaType);
  if (!content) return { fault: `the media type ${mediaType} is not declared` };
  if (body instanceof JsonText && content.pattern && matchesText(content.pattern, body.text, owner?.userId)) {
    return { text: body.text };
  }
  return checkBody(content, body, owner);
}
