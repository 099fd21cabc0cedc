import { partOf, resolvedContract, type Part } from '../contract/document.ts';

/** A response of the contract, read independently of the mock. */
export interface DeclaredResponse {
  readonly status: number;
  /** Names of its required headers. */
  readonly requiredHeaders: readonly string[];
  /** Undefined if the response has no body. */
  readonly mediaType: string | undefined;
  readonly examples: readonly (readonly [name: string, value: unknown])[];
}

/** An operation, with a request made from the examples of the contract. */
export interface DeclaredOperation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly payload: Part | undefined;
  readonly responses: readonly DeclaredResponse[];
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

function membersOf(part: Part, name: string): [string, Part][] {
  if (!(name in part)) return [];
  const members = partOf(part, [name]);
  return Object.keys(members).map((key) => [key, partOf(members, [key])]);
}

function readResponse([status, response]: [string, Part]): DeclaredResponse {
  const [content] = membersOf(response, 'content');
  return {
    status: Number(status),
    requiredHeaders: membersOf(response, 'headers').flatMap(([name, { required }]) => (required === true ? name : [])),
    mediaType: content?.[0],
    examples: content ? membersOf(content[1], 'examples').map(([name, { value }]) => [name, value]) : [],
  };
}

function urlOf(path: string, { parameters }: Part): string {
  const listed: readonly unknown[] = Array.isArray(parameters) ? parameters : [];
  const examples = new Map(
    listed.map((parameter) => [partOf(parameter, [])['name'], partOf(parameter, [])['example']]),
  );
  return path.replace(/\{(\w+)\}/g, (_match, name: string) => String(examples.get(name)));
}

/** Reads every operation of the contract. */
export function declaredOperations(): DeclaredOperation[] {
  return membersOf(partOf(resolvedContract(), []), 'paths').flatMap(([path, item]) =>
    methods.flatMap((method) => {
      if (!(method.toLowerCase() in item)) return [];
      const operation = partOf(item, [method.toLowerCase()]);
      const hasBody = 'requestBody' in operation;
      const [example] = hasBody
        ? membersOf(partOf(operation, ['requestBody', 'content', 'application/json']), 'examples')
        : [];
      return {
        id: String(operation['operationId']),
        method,
        url: urlOf(path, item),
        payload: example && partOf(example[1], ['value']),
        responses: membersOf(operation, 'responses').map(readResponse),
      };
    }),
  );
}
