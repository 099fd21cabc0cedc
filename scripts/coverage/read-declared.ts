/** Reads the contract for the coverage. */
import { isRecord } from '../../src/values/is-record.ts';
import type {
  DeclaredBody,
  DeclaredContent,
  DeclaredContract,
  DeclaredOperation,
  DeclaredResponse,
  DeclaredServer,
  DeclaredText,
} from './declared.ts';
import { resolve } from './document.ts';
import { listIn, objectIn, textIn, type JsonObject } from './json.ts';
import { mergeSchemas } from './merged-schema.ts';
import { placeMaker } from './place.ts';
import { createValidator } from './validator.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

interface Source {
  readonly document: JsonObject;
  readonly place: ReturnType<typeof placeMaker>;
}

/** True if a text is a list that repeats its name. @throws if it is a list of another form */
function isRepeated(item: string, declared: JsonObject, types: readonly string[] | undefined): boolean {
  if (!types?.includes('array')) return false;
  const { style = 'form', explode = true } = declared;
  if (declared['in'] === 'query' && types.length === 1 && style === 'form' && explode === true) return true;
  throw new Error(`The contract coverage does not know lists such as ${item}.`);
}

function readText({ document, place }: Source, item: string, name: string, declared: JsonObject): DeclaredText {
  const schema = objectIn(declared, 'schema');
  const { types, items, hasDefault } = mergeSchemas(document, [schema]);
  const isList = isRepeated(item, declared, types);
  return {
    name,
    in: textIn(declared, 'in') ?? 'header',
    item,
    isList,
    absentItem: declared['required'] === true ? undefined : `${item} absent${hasDefault ? ' (default)' : ''}`,
    schema,
    types: isList ? mergeSchemas(document, items).types : types,
    // An empty list cannot be sent: it is absent.
    place: place(item, isList ? { allOf: [schema], minItems: 1 } : schema),
  };
}

function readContent({ document, place }: Source, item: string, declared: JsonObject): Map<string, DeclaredContent> {
  return new Map(
    Object.entries(objectIn(declared, 'content')).map(([mediaType, value]) => {
      const schema = objectIn(resolve(document, value), 'schema');
      const named = `${item} ${mediaType}`;
      return [mediaType, { item: named, schema, place: place(named, schema) }];
    }),
  );
}

function readResponses(source: Source, id: string, responses: JsonObject): Map<number, DeclaredResponse> {
  const { document } = source;
  return new Map(
    Object.entries(responses).map(([status, value]) => {
      if (!/^[1-5]\d\d$/.test(status)) throw new Error(`${id} declares ${status}, which is not a single status.`);
      const item = `${id} ${status}`;
      const response = resolve(document, value);
      const headers = Object.entries(objectIn(response, 'headers')).map(([name, header]) =>
        readText(source, `${item} header ${name}`, name, resolve(document, header)),
      );
      return [Number(status), { item, headers, content: readContent(source, item, response) }];
    }),
  );
}

function readParameters(source: Source, id: string, lists: readonly unknown[]): DeclaredText[] {
  const parameters = new Map<string, DeclaredText>();
  for (const value of lists) {
    const declared = resolve(source.document, value);
    const name = textIn(declared, 'name') ?? '';
    const where = textIn(declared, 'in') ?? '';
    // A parameter of the operation overrides one of its path.
    parameters.set(`${where} ${name}`, readText(source, `${id} ${where} ${name}`, name, declared));
  }
  return [...parameters.values()];
}

function readBody(source: Source, id: string, value: unknown): DeclaredBody | undefined {
  if (value === undefined) return undefined;
  const body = resolve(source.document, value);
  return {
    absentItem: body['required'] === true ? undefined : `${id} body absent`,
    content: readContent(source, `${id} body`, body),
  };
}

function readPath(source: Source, path: string, value: unknown): DeclaredOperation[] {
  const item = resolve(source.document, value);
  return methods.flatMap((method): DeclaredOperation[] => {
    const operation = item[method];
    if (!isRecord(operation)) return [];
    const id = textIn(operation, 'operationId') ?? `${method} ${path}`;
    const parameters = readParameters(source, id, [...listIn(item, 'parameters'), ...listIn(operation, 'parameters')]);
    const body = readBody(source, id, operation['requestBody']);
    const responses = readResponses(source, id, objectIn(operation, 'responses'));
    return [{ id, method: method.toUpperCase(), path, parameters, body, responses }];
  });
}

/**
 * Reads the items of the contract.
 *
 * @throws if a part of the contract cannot be counted, naming it
 */
export function readDeclared(document: JsonObject): DeclaredContract {
  const validate = createValidator(document);
  const source: Source = { document, place: placeMaker(document, validate) };
  const paths = Object.entries(objectIn(document, 'paths'));
  const operations = paths.flatMap(([path, value]) => readPath(source, path, value));
  const ofServer = document['x-server-responses'];
  const server: DeclaredServer | undefined = isRecord(ofServer)
    ? { id: 'server', responses: readResponses(source, 'server', ofServer) }
    : undefined;
  return { operations, server, validate };
}
