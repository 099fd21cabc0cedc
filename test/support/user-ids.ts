/** User ids that a path holds only in percent-encoded form, or that mean something special elsewhere. */
export const oddUserIds: readonly string[] = [
  ...['auth0|abc', 'a/b', 'a b', 'a b+c', '+', ' ', 'a?b', 'a#b', 'a?b#c', 'a?b#c&d=e', 'a;b', ';x=1', ':id', '*'],
  ...['100%', 'a%b', '%41', '%2F', '%252F', 'a%2Fb', "o'neil", '"<>', '<>"\\', 'a\nb'],
  ...['ü', 'u\u0308', 'é', '😀', '🐟', '__proto__', 'constructor'],
  ...['x'.repeat(255), '😀'.repeat(255), '🐟'.repeat(255)],
];
