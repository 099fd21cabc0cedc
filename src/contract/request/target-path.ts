/** Returns the path of a request target, without its query. A target may be a whole URL (RFC 9112, section 3.2.2). */
export function targetPath(target: string): string {
  const [path = ''] = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i, '').split('?', 1);
  return path === '' ? '/' : path;
}
