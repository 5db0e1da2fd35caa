export interface FileStep {
  readonly path: string;
  readonly content: Buffer;
  readonly mode: number;
  readonly owner: string;
  readonly group: string;
}
export type CommandLine = string | readonly string[];
export interface CommandStep {
  readonly name: string;
  readonly command: CommandLine;
  /** Replaces the environment. */
  readonly env: Readonly<Record<string, string>> | undefined;
  readonly cwd: string | undefined;
  readonly test: CommandLine | undefined;
  readonly ignoreErrors: boolean;
}
export interface ServiceStep {
  readonly name: string;
  readonly enabled: boolean | undefined;
  readonly ensureRunning: boolean | undefined;
  readonly files: readonly string[];
  readonly commands: readonly string[];
}
export interface Config {
  readonly name: string;
  readonly files: readonly FileStep[];
  readonly commands: readonly CommandStep[];
  readonly services: readonly ServiceStep[];
}
