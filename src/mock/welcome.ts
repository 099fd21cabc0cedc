/** What the developer who started the mock is told: where it is, a command that works as pasted, and how to choose an answer. */
export function welcome(address: string): string {
  return [
    `tasks-api mock listens on ${address}`,
    `  docs      ${address}/docs`,
    `  contract  ${address}/openapi.yaml`,
    '',
    'It answers with the examples of the contract, to any bearer token, and keeps nothing:',
    '',
    `curl -i ${address}/api/demo/tasks -H 'authorization: Bearer any'`,
    '',
    'The Prefer header chooses another answer. Prefer what there is not, and it lists what there is.',
    '',
    "  -H 'prefer: code=403'                a status",
    "  -H 'prefer: example=empty'           an example of the success",
    "  -H 'prefer: code=422, example=body'  an example of a status",
    '',
  ].join('\n');
}
