import type { FastifyRequest } from 'fastify';
import type { HandlerAnswer, RefusePath } from '../contract/index.ts';
import { countHeader } from '../values/header-count.ts';
import { problem } from '../values/problems.ts';

/** The characters of `uri-host [ ":" port ]` (RFC 9112, section 3.2; RFC 3986, section 3.2.2). */
const hostGrammar = /^[\w.\-~!$&'()*+,;=:%[\]]*$/;

/** `OPTIONS *`, or the spelling for a proxy: a whole URL without a path (RFC 9112, section 3.2.4). */
const isWholeServer = /^(?:\*|[a-z][a-z0-9+.-]*:\/\/[^/?]*)$/i;

/**
 * Answers requests that need neither a token nor a body to be read: those without exactly one valid `Host` (RFC 9112,
 * section 3.2), `OPTIONS *` (RFC 9110, section 9.3.7), and those for an unknown path.
 *
 * @param methods the methods of the whole server, as `Allow` lists them
 * @param refusePath answers an unknown path
 * @returns undefined if the request goes on to its route
 */
export function answerWithoutHandler(
  { raw, is404 }: FastifyRequest,
  methods: readonly string[],
  refusePath: RefusePath,
): HandlerAnswer | undefined {
  const hosts = countHeader(raw, 'host');
  // HTTP/1.0 does not require a Host.
  if (hosts > 1 || (hosts === 0 && raw.httpVersion === '1.1')) {
    return problem('/problems/malformed-request', { detail: 'There must be one Host header.' });
  }
  if (!hostGrammar.test(raw.headers.host ?? '')) {
    return problem('/problems/malformed-request', {
      detail: 'The Host header must be a host, with or without a port.',
    });
  }
  if (raw.method === 'OPTIONS' && isWholeServer.test(raw.url ?? '')) {
    return { status: 204, headers: { Allow: methods.join(', ') } };
  }
  // Fastify routes `*` as if it were `/`.
  if (!is404 && raw.url !== '*') return undefined;
  const target = raw.url ?? '';
  if (!target.startsWith('/problems/')) return refusePath(target);
  return problem('/problems/not-found', { detail: 'No such problem. See the list at /problems.' });
}
