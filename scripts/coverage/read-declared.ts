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
import { isObject, listIn, objectIn, textIn, type JsonObject } from './json.ts';
import { mergeSchemas } from './merged-schema.ts';
import { placeMaker } from './place.ts';
import { createValidator } from './validator.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * Reads the contract into what can be counted.
 *
 * @throws where the contract is not one that can be counted, naming what is not
 */
export function readDeclared(document: JsonObject): DeclaredContract {
  const validate = createValidator(document);
  const place = placeMaker(document, validate);

  function readText(item: string, name: string, declared: JsonObject): DeclaredText {
    const schema = objectIn(declared, 'schema');
    const { types, hasDefault } = mergeSchemas(document, [schema]);
    return {
      name,
      in: textIn(declared, 'in') ?? 'header',
      item,
      absentItem: declared['required'] === true ? undefined : `${item} absent${hasDefault ? ' (default)' : ''}`,
      schema,
      types,
      place: place(item, schema),
    };
  }

  function readContent(item: string, declared: JsonObject): Map<string, DeclaredContent> {
    return new Map(
      Object.entries(objectIn(declared, 'content')).map(([mediaType, value]) => {
        const schema = objectIn(resolve(document, value), 'schema');
        const named = `${item} ${mediaType}`;
        return [mediaType, { item: named, schema, place: place(named, schema) }];
      }),
    );
  }

  function readResponses(id: string, responses: JsonObject): Map<number, DeclaredResponse> {
    return new Map(
      Object.entries(responses).map(([status, value]) => {
        if (!/^[1-5]\d\d$/.test(status)) throw new Error(`${id} declares ${status}, which is no single status.`);
        const item = `${id} ${status}`;
        const response = resolve(document, value);
        const headers = Object.entries(objectIn(response, 'headers')).map(([name, header]) =>
          readText(`${item} header ${name}`, name, resolve(document, header)),
        );
        return [Number(status), { item, headers, content: readContent(item, response) }];
      }),
    );
  }

  function readParameters(id: string, lists: readonly unknown[]): DeclaredText[] {
    const parameters = new Map<string, DeclaredText>();
    for (const value of lists) {
      const declared = resolve(document, value);
      const name = textIn(declared, 'name') ?? '';
      const where = textIn(declared, 'in') ?? '';
      // What the operation says stands over what its path says.
      parameters.set(`${where} ${name}`, readText(`${id} ${where} ${name}`, name, declared));
    }
    return [...parameters.values()];
  }

  function readBody(id: string, value: unknown): DeclaredBody | undefined {
    if (value === undefined) return undefined;
    const body = resolve(document, value);
    return {
      absentItem: body['required'] === true ? undefined : `${id} body absent`,
      content: readContent(`${id} body`, body),
    };
  }

  const operations = Object.entries(objectIn(document, 'paths')).flatMap(([path, value]) => {
    const item = resolve(document, value);
    return methods.flatMap((method): DeclaredOperation[] => {
      const operation = item[method];
      if (!isObject(operation)) return [];
      const id = textIn(operation, 'operationId') ?? `${method} ${path}`;
      const parameters = readParameters(id, [...listIn(item, 'parameters'), ...listIn(operation, 'parameters')]);
      const body = readBody(id, operation['requestBody']);
      const responses = readResponses(id, objectIn(operation, 'responses'));
      return [{ id, method: method.toUpperCase(), path, parameters, body, responses }];
    });
  });
  const ofServer = document['x-server-responses'];
  const server: DeclaredServer | undefined = isObject(ofServer)
    ? { id: 'server', responses: readResponses('server', ofServer) }
    : undefined;
  return { operations, server, validate };
}
