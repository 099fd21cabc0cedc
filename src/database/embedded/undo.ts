/** Runs `work`. If it fails, runs `undo` and rethrows the failure. */
export async function orUndo<T>(undo: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await undo();
    throw error;
  }
}
