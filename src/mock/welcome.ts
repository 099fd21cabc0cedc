import { addressLines } from '../process/welcome.ts';

/**
 * Greets the developer who started the mock: where it listens, a command that works as pasted, and how to choose
 * answers.
 */
export function welcome(address: string): string {
  return [
    ...addressLines('tasks-api mock', address),
    '',
    'It answers with the examples of the contract, accepts any bearer token and stores nothing:',
    '',
    `curl -i ${address}/api/demo/tasks -H 'authorization: Bearer any'`,
    '',
    'The Prefer header chooses another answer. An unknown preference is refused with a list of the known ones.',
    '',
    "  -H 'prefer: code=403'                a status",
    "  -H 'prefer: example=empty'           an example of the success",
    "  -H 'prefer: code=422, example=body'  an example of a status",
    '',
  ].join('\n');
}
