/** Registers a step to run at the end. The step registered last runs first. */
export type UndoLater = (step: () => Promise<void>) => void;

/** Runs `use`, then every step it registered, also when it fails or a signal interrupts it. */
export async function withUndo<T>(use: (undoLater: UndoLater) => Promise<T>): Promise<T> {
  const steps: (() => Promise<void>)[] = [];
  const run = async () => {
    for (let step = steps.pop(); step; step = steps.pop()) await step();
  };
  let undone: Promise<void> | undefined;
  // Only once: an interrupted run fails as well, and must wait for the steps that the signal has started.
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
