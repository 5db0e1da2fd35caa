/** What a tool says against one resource of one template. */
export interface Finding {
  readonly tool: string;
  readonly rule: string;
  /** The logical id; of a dependency the package's name. */
  readonly resource: string;
  /** Which template, by the name of its target. */
  readonly target: string;
  readonly message: string;
}

/** A template to look at, in the form that a tool wants. */
export interface Target {
  readonly name: string;
  readonly file: string;
}

/** The name of the target that a tool names by its file. */
export function targetOf(targets: readonly Target[], file: string): string {
  const target = targets.find((one) => one.file.endsWith(file));
  if (!target) throw new Error(`A tool spoke of ${file}, which it was not given.`);
  return target.name;
}
