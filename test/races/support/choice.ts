/** The item with this index, counted on from the first item after the last. @throws Error for an empty list */
export function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('There is nothing to pick from.');
  return item;
}

/** An integer from 0 to below `end`. */
export function randomBelow(end: number): number {
  return Math.floor(Math.random() * end);
}
