import type { DeclaredOperation } from './declared.ts';
import { splitTarget } from './exchange.ts';

/** The operation of a request. */
export interface Route {
  readonly operation: DeclaredOperation;
  /** The path parameters as sent. */
  readonly path: ReadonlyMap<string, string>;
}

/** The texts of a template's parameters; undefined if the path does not match the template. */
function matchTemplate(template: string, path: string): Map<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const texts = new Map<string, string>();
  for (const [index, part] of wanted.entries()) {
    const text = given[index] ?? '';
    const [, name] = /^\{(.+)\}$/.exec(part) ?? [];
    if (name === undefined ? part !== decodeURIComponent(text) : text === '') return undefined;
    if (name !== undefined) texts.set(name, text);
  }
  return texts;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Finds the operation by path and method; undefined if there is none or the path cannot be decoded. HEAD belongs to the
 * GET of its path.
 */
export function findRoute(operations: readonly DeclaredOperation[], method: string, target: string): Route | undefined {
  const { path } = splitTarget(target);
  if (!isDecodable(path)) return undefined;
  for (const wanted of method === 'HEAD' ? ['HEAD', 'GET'] : [method]) {
    for (const operation of operations) {
      const texts = operation.method === wanted ? matchTemplate(operation.path, path) : undefined;
      if (texts) return { operation, path: texts };
    }
  }
  return undefined;
}
