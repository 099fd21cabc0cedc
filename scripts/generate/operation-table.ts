import type { OpenAPI3, OperationObject, ParameterObject, ReferenceObject } from 'openapi-typescript';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/** Follows a local reference (`#/components/…`) of the bundled document. */
function resolve(document: OpenAPI3, parameter: ParameterObject | ReferenceObject): ParameterObject {
  if (!('$ref' in parameter)) return parameter;
  const name = parameter.$ref.replace('#/components/parameters/', '');
  const found = document.components?.parameters?.[name];
  if (!found) throw new Error(`${parameter.$ref} is not in the document`);
  return resolve(document, found);
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

/** What a chain of references of the bundled document leads to. */
function follow(document: OpenAPI3, value: unknown): Json {
  if (!isObject(value)) return {};
  const { $ref } = value;
  if (typeof $ref !== 'string') return value;
  return follow(
    document,
    $ref
      .split('/')
      .slice(1)
      .reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), document),
  );
}

function member(document: OpenAPI3, value: unknown, ...names: readonly string[]): Json {
  return names.reduce((at, name) => follow(document, at[name]), follow(document, value));
}

/** The types of all problems that an operation declares. */
function problemTypes(document: OpenAPI3, operation: OperationObject): string[] {
  const types = Object.values(operation.responses ?? {}).flatMap((response) => {
    const type = member(document, response, 'content', 'application/problem+json', 'schema', 'properties', 'type');
    return Array.isArray(type['enum'])
      ? type['enum'].map(String)
      : typeof type['const'] === 'string'
        ? [type['const']]
        : [];
  });
  return [...new Set(types)].sort();
}

function union(names: readonly string[]): string {
  return names.length === 0 ? 'never' : names.map((name) => `'${name}'`).join(' | ');
}

/**
 * What the types of openapi-typescript leave out: where each operation is, which of them are secured and by what, and which
 * query parameters have a default, so that a handler need not look for their absence.
 */
export function operationTable(document: OpenAPI3): string {
  const routes: string[] = [];
  const defaults: string[] = [];
  const secured: string[] = [];
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    if ('$ref' in item) throw new Error(`${path}: a path item by reference is not supported`);
    for (const method of methods) {
      const operation: OperationObject | ReferenceObject | undefined = item[method];
      if (!operation || '$ref' in operation || operation.operationId === undefined) continue;
      const parameters = [...(operation.parameters ?? []), ...(item.parameters ?? [])].map((p) => resolve(document, p));
      const withDefault = parameters.filter((p) => p.in === 'query' && p.schema && 'default' in p.schema);
      const problems = problemTypes(document, operation).map((type) => `\n      '${type}',`);
      routes.push(
        `  ${operation.operationId}: {`,
        `    method: '${method.toUpperCase()}',`,
        `    path: '${path}',`,
        `    problems: [${problems.join('')}\n    ],`,
        '  },',
      );
      defaults.push(`  readonly ${operation.operationId}: ${union(withDefault.map(({ name }) => name))};`);
      const requirements = operation.security ?? document.security ?? [];
      if (requirements.some((requirement) => Object.keys(requirement).length > 0)) secured.push(operation.operationId);
    }
  }
  const headers = Object.entries(document.components?.headers ?? {});
  const engineHeaders = headers.filter(([, header]) => 'x-engine' in header).map(([name]) => name);
  return `// Made by "npm run generate" from openapi/tasks.yaml. Do not edit.

/** Where each operation is, and the types of the problems that it declares. */
export const operationRoutes = {
${routes.join('\n')}
} as const;

/** The query parameters of each operation that a default fills in. */
export interface QueryDefaults {
${defaults.join('\n')}
}

/** The headers of answers that the engine sets, and no handler (\`x-engine\` of the contract). */
export type EngineHeaderName = ${union(engineHeaders)};

/** The operations that ask for a token. */
export type SecuredOperationId = ${union(secured)};

/** The security schemes that the contract names. */
export type SecuritySchemeName = ${union(Object.keys(document.components?.securitySchemes ?? {}))};
`;
}
