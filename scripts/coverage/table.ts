import { count, missing, percentage, type Coverage, type CoveredItem } from './coverage.ts';
import { kinds } from './items.ts';

function cell(items: readonly CoveredItem[]): string {
  const { reached, reachable } = count(items);
  return items.length === 0 ? '-' : `${reached}/${reachable}`;
}

function row(name: string, items: readonly CoveredItem[]): string[] {
  const ofKinds = kinds.map((kind) => cell(items.filter((item) => item.kind === kind)));
  return [name, ...ofKinds, cell(items), `${percentage(count(items))} %`];
}

/** Formats the report for a terminal: a line for every operation, then everything that was not reached. */
export function formatTable(coverage: Coverage): string {
  const { items, files, faults } = coverage;
  const operations = [...new Set(items.map(({ operation }) => operation))];
  const rows = [
    ['', ...kinds, 'total', ''],
    ...operations.map((name) =>
      row(
        name,
        items.filter(({ operation }) => operation === name),
      ),
    ),
    row('total', items),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0))) ?? [];
  const align = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  const unreachable = items.filter(({ reason }) => reason !== undefined).length;
  return [
    ...rows.map((cells) => cells.map(align).join('  ').trimEnd()),
    '',
    `Reached by ${files} test processes. ${unreachable} items are declared unreachable.`,
    ...missing(coverage).map(({ id }) => `not reached: ${id}`),
    ...faults.map((fault) => `wrong: ${fault}`),
    '',
  ].join('\n');
}
