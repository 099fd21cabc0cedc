import {
  AliasNode,
  ColumnNode,
  IdentifierNode,
  ReferenceNode,
  SelectQueryNode,
  type RootOperationNode,
  type SelectionNode,
} from 'kysely';

function selectionsOf(query: RootOperationNode): readonly SelectionNode[] {
  if (SelectQueryNode.is(query)) return query.selections ?? [];
  return 'returning' in query ? query.returning.selections : [];
}

function nameOf({ selection }: SelectionNode): string {
  if (AliasNode.is(selection) && IdentifierNode.is(selection.alias)) return selection.alias.name;
  const column = ReferenceNode.is(selection) ? selection.column : selection;
  if (ColumnNode.is(column)) return column.column.name;
  // `select *` under a prepared statement fails for good once a migration adds a column (0A000).
  throw new TypeError('A statement must name each of its columns.');
}

/**
 * Lists the names of the columns that a query selects or returns, in order. Postgres sends them in this order.
 *
 * @throws TypeError for `select *`
 */
export function outputColumns(query: RootOperationNode): readonly string[] {
  return selectionsOf(query).map(nameOf);
}
