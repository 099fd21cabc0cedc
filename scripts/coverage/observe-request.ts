/** Finds the items of the contract that a request exercises. */
import { ContractBreach } from './breach.ts';
import type { DeclaredBody, DeclaredText } from './declared.ts';
import { headerOf, mediaTypeOf, splitTarget, type Exchange } from './exchange.ts';
import { parseJson } from './json.ts';
import { itemsTaken } from './place.ts';
import type { Route } from './route.ts';
import { lookAtText } from './text-value.ts';
import type { Validator } from './validator.ts';

function observeBody(id: string, body: DeclaredBody, exchange: Exchange, validate: Validator): string[] {
  if (exchange.requestBody === undefined) return [];
  if (exchange.requestBody === '') {
    if (body.absentItem !== undefined) return [body.absentItem];
    throw new ContractBreach(exchange, `${id} requires a body, and none was sent.`);
  }
  const mediaType = mediaTypeOf(exchange.requestHeaders);
  const content = mediaType === undefined ? undefined : body.content.get(mediaType);
  if (!content) throw new ContractBreach(exchange, `${id} does not declare a body of ${mediaType ?? 'no media type'}.`);
  // A byte-order mark may stand before JSON (RFC 8259, section 8.1).
  const value = parseJson(exchange.requestBody.replace(/^\ufeff/, ''));
  const fault = value === undefined ? 'it is not JSON' : validate(content.schema, value);
  if (fault !== undefined) throw new ContractBreach(exchange, `${content.item} breaks its schema: ${fault}.`);
  return [content.item, ...itemsTaken(content.place, value)];
}

/**
 * Lists the items that a successful request exercises. A refused request does not count: the server may have refused it
 * before it read the values.
 *
 * @throws ContractBreach if the contract does not allow the request
 */
export function observeRequest({ operation, path }: Route, exchange: Exchange, validate: Validator): string[] {
  const { id, parameters, body } = operation;
  const query = new URLSearchParams(splitTarget(exchange.target).query);
  const queryNames = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
  for (const name of query.keys()) {
    if (!queryNames.includes(name)) throw new ContractBreach(exchange, `${id} does not declare the query ${name}.`);
  }

  function inQuery({ name, item, isList }: DeclaredText): string | readonly string[] | undefined {
    const [first, ...others] = query.getAll(name);
    if (first === undefined) return undefined;
    if (isList) return [first, ...others];
    if (others.length > 0) throw new ContractBreach(exchange, `${item} is given more than once.`);
    return first;
  }

  function textOf(parameter: DeclaredText): string | readonly string[] | undefined {
    switch (parameter.in) {
      case 'path':
        return decodeURIComponent(path.get(parameter.name) ?? '');
      case 'query':
        return inQuery(parameter);
      case 'header':
        return headerOf(exchange.requestHeaders, parameter.name);
      default:
        throw new Error(`The contract coverage does not support the location of ${parameter.item}.`);
    }
  }

  const ofParameters = parameters.flatMap((parameter) => {
    const { items, fault } = lookAtText(parameter, textOf(parameter), validate);
    if (fault !== undefined) throw new ContractBreach(exchange, fault);
    return items;
  });
  return [...ofParameters, ...(body ? observeBody(id, body, exchange, validate) : [])];
}
