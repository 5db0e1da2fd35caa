export interface Given {
  readonly progress: (line: string) => void;
  /** How many fresh processes stand behind a median. */
  readonly rounds: number;
}
