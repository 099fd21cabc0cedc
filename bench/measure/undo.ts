/** Leaves something to be undone at the end: what was left last is undone first. */
export type UndoLater = (step: () => Promise<void>) => void;

/** Does something, and undoes what it has left to be undone, also where it fails or is interrupted. */
export async function withUndo<T>(use: (undoLater: UndoLater) => Promise<T>): Promise<T> {
  const steps: (() => Promise<void>)[] = [];
  const run = async () => {
    for (let step = steps.pop(); step; step = steps.pop()) await step();
  };
  let undone: Promise<void> | undefined;
  // Once: what is interrupted fails, too, and must wait for what the interruption has begun.
  const undoAll = () => (undone ??= run());
  const interrupted = () => {
    void undoAll().finally(() => process.exit(130));
  };
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
  try {
    return await use((step) => steps.push(step));
  } finally {
    await undoAll();
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
}
