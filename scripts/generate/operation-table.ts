/** Writes `generated/operations.ts`. */
import { isRecord } from '../../src/values/is-record.ts';
import type { DeclaredOperation, DeclaredResponse } from '../contract/declared-operation.ts';

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** The problem types that a response declares: the `type` of a problem has one value, or several. */
export function problemTypes({ content }: DeclaredResponse): string[] {
  const properties = content.get('application/problem+json')?.schema['properties'];
  const type = isRecord(properties) ? properties['type'] : undefined;
  if (!isRecord(type)) return [];
  if (Array.isArray(type['enum'])) return type['enum'].map(String);
  return 'const' in type ? [String(type['const'])] : [];
}

function union(names: readonly string[]): string {
  return names.length === 0 ? 'never' : names.map((name) => `'${name}'`).join(' | ');
}

/** The right side of a type alias: one name on its line, several below it. */
function alias(names: readonly string[]): string {
  return names.length < 2 ? ` ${union(names)}` : names.map((name) => `\n  | '${name}'`).join('');
}

function route({ id, method, path, responses }: DeclaredOperation): string {
  const types = unique([...responses.values()].flatMap(problemTypes)).sort();
  const problems = types.map((type) => `\n      '${type}',`);
  const head = `  ${id}: {\n    method: '${method}',\n    path: '${path}',\n`;
  return `${head}    problems: [${problems.join('')}\n    ],\n  },`;
}

function defaults({ id, queryParameters }: DeclaredOperation): string {
  const withDefault = queryParameters.filter(({ schema }) => 'default' in schema);
  return `  readonly ${id}: ${union(withDefault.map(({ name }) => name))};`;
}

/**
 * Writes what the types of openapi-typescript leave out: the route of each operation, the operations that need a token
 * and their scheme, and the query parameters that have a default. A handler need not check those for absence.
 */
export function operationTable(operations: readonly DeclaredOperation[]): string {
  const secured = operations.filter(({ security }) => security !== undefined).map(({ id }) => id);
  const schemes = unique(operations.flatMap(({ security }) => security ?? []));
  const headers = operations.flatMap(({ responses }) =>
    [...responses.values()].flatMap((response) => response.headers),
  );
  const engines = unique(headers.filter(({ isEngines }) => isEngines).map(({ name }) => name));
  return `// Made by "npm run generate" from openapi/tasks.yaml. Do not edit.

/** The route of each operation, and the types of the problems that it declares. */
export const operationRoutes = {
${operations.map(route).join('\n')}
} as const;

/** The query parameters of each operation that have a default. */
export interface QueryDefaults {
${operations.map(defaults).join('\n')}
}

/** The response headers that the engine sets, and never a handler (\`x-engine\` in the contract). */
export type EngineHeaderName =${alias(engines)};

/** The operations that require a token. */
export type SecuredOperationId =${alias(secured)};

/** The security schemes of the contract. */
export type SecuritySchemeName =${alias(schemes)};
`;
}
