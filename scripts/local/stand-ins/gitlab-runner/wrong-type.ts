/** A value that has not the type of its key; `path` are the keys that lead to it. */
export class WrongType extends Error {
  readonly path: readonly string[];
  constructor(path: readonly string[], message: string) {
    super(message);
    this.path = path;
  }
}
