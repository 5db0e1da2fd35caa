/** What the stand-in looks at of a configuration; runner-keys.json has all its keys. */
export interface Runner {
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly url?: string;
  readonly token?: string;
  readonly 'tls-ca-file'?: string;
  readonly executor?: string;
  readonly autoscaler?: { readonly plugin?: string };
  readonly machine?: Machine;
}
export interface Machine {
  readonly MachineDriver?: string;
  readonly MachineOptions?: readonly string[];
  readonly MachineOptionsWithName?: readonly string[];
  readonly autoscaling?: ReadonlyArray<{ readonly Periods?: readonly string[]; readonly Timezone?: string }>;
}
export interface Config {
  readonly labels?: Readonly<Record<string, string>>;
  readonly concurrent?: bigint;
  readonly check_interval?: bigint;
  readonly listen_address?: string;
  readonly runners?: readonly Runner[];
}
