const maxSegments = 8;
const cut = '…';

/**
 * Returns a path that names nothing, for the log: a typing error is easy to see then. What may be a user id is
 * replaced, as are segments that may hold a secret or do not print. The query is left out.
 */
export function loggedPath(url: string): string {
  const [, ...segments] = url.replace(/[?#].*$/s, '').split('/');
  const shown = segments.slice(0, maxSegments).map((segment, index) => {
    const isUser = segments[index - 1] === 'api' || (segments[index + 1] === 'tasks' && segment !== 'api');
    if (isUser) return ':user_id';
    return /^[\w.~-]{0,32}$/.test(segment) ? segment : cut;
  });
  return `/${shown.join('/')}${segments.length > maxSegments ? `/${cut}` : ''}`;
}
