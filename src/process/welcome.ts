/** Lists where a server listens: its first lines on the terminal. */
export function addressLines(name: string, address: string): string[] {
  return [`${name} listens on ${address}`, `  docs      ${address}/docs`, `  contract  ${address}/openapi.yaml`];
}

/**
 * Greets the developer who started the server: where it listens and, with a token, a command that works as pasted.
 *
 * @param token one signed with the development secret, and no other: tokens must not reach a log
 */
export function welcome(address: string, token: string | undefined): string {
  const lines = addressLines('tasks-api', address);
  if (token === undefined) return lines.join('\n');
  return [
    ...lines,
    '',
    `A token of the user "demo", good for twelve hours (another user's: npm run --silent token -- alice):`,
    '',
    `curl -i ${address}/api/demo/tasks \\`,
    `  -H 'authorization: Bearer ${token}' \\`,
    `  -H 'content-type: application/json' -d '{"title":"Buy milk"}'`,
    '',
  ].join('\n');
}
