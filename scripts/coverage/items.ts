/** Lists the items of the contract that a test run can exercise. */
import type { DeclaredBody, DeclaredContent, DeclaredContract, DeclaredResponse, DeclaredText } from './declared.ts';
import { itemsAt } from './place.ts';

/** The kinds of items, in the order of the report. */
export const kinds = [
  'operation',
  'parameter',
  'request body',
  'status',
  'response header',
  'media type',
  'response body',
] as const;

export type Kind = (typeof kinds)[number];

/** One thing that the contract declares, and that a test run exercises or not. */
export interface Item {
  /** For example `listTasks query status = pending`. */
  readonly id: string;
  /** The operation's id, or `server`. */
  readonly operation: string;
  readonly kind: Kind;
}

type Named = readonly [kind: Kind, ids: readonly string[]];

function ofText(kind: Kind, { item, absentItem, place }: DeclaredText): Named {
  return [kind, [item, ...(absentItem === undefined ? [] : [absentItem]), ...itemsAt(place)]];
}

function ofBody({ absentItem, content }: DeclaredBody): Named[] {
  const absent: Named[] = absentItem === undefined ? [] : [['request body', [absentItem]]];
  return [
    ...absent,
    ...[...content.values()].map(({ item, place }): Named => ['request body', [item, ...itemsAt(place)]]),
  ];
}

function ofContent({ item, place }: DeclaredContent): Named[] {
  return [
    ['media type', [item]],
    ['response body', itemsAt(place)],
  ];
}

function ofResponses(responses: ReadonlyMap<number, DeclaredResponse>): Named[] {
  return [...responses.values()].flatMap(({ item, headers, content }) => [
    ['status', [item]] satisfies Named,
    ...headers.map((header) => ofText('response header', header)),
    ...[...content.values()].flatMap(ofContent),
  ]);
}

function itemsOf(operation: string, named: readonly Named[]): Item[] {
  const items = named.flatMap(([kind, ids]) => ids.map((id) => ({ id, operation, kind })));
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

/** Every item of the contract, in its order. */
export function declaredItems({ operations, server }: DeclaredContract): readonly Item[] {
  return [
    ...operations.flatMap(({ id, parameters, body, responses }) =>
      itemsOf(id, [
        ['operation', [id]],
        ...parameters.map((parameter) => ofText('parameter', parameter)),
        ...(body ? ofBody(body) : []),
        ...ofResponses(responses),
      ]),
    ),
    ...(server ? itemsOf(server.id, ofResponses(server.responses)) : []),
  ];
}
