/** Texts of files by name, relative to `generated/`. */
export type Files = ReadonlyMap<string, string>;

/** Reads a file of `generated/`: as this run has made it, or else as it is on disk. */
export type ReadGenerated = (name: string) => Promise<string>;

/** One part of the generation. */
export interface Step {
  readonly name: string;
  /** Sources that the result depends on: files and folders, relative to the package. */
  readonly sources: readonly string[];
  /** Files below `generated/` that the step reads, made by a step before it. */
  readonly reads: readonly string[];
  /** The files, or folders with a slash at the end, below `generated/` that this step alone writes. */
  readonly outputs: readonly string[];
  /** Made by `npm run build` and not committed. */
  readonly atBuild: boolean;
  readonly make: (read: ReadGenerated) => Promise<Files>;
}
