import { parse, type TomlTableWithoutBigInt as Table } from 'smol-toml';

/** What the manager starts workers and signs the cache's URLs by. */
export interface Configured {
  readonly bucket: string;
  /** The workers' group; undefined with docker-machine. */
  readonly group: string | undefined;
  readonly machine: Machine | undefined;
}
export interface Machine {
  /** With %s for docker-machine's own part. */
  readonly name: string;
  /** By its name. */
  readonly securityGroup: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly isSpot: boolean;
}

export function readConfiguration(text: string): Configured {
  const [runner] = parse(text).runners as Table[];
  const { cache, autoscaler, machine } = runner as Record<string, Table>;
  const group = autoscaler && (autoscaler.plugin_config as Table).name;
  return {
    bucket: String((cache?.s3 as Table).BucketName),
    group: group === undefined ? undefined : String(group),
    machine: machine && readMachine(machine),
  };
}

function readMachine({ MachineName, MachineOptions }: Table): Machine {
  const options = (MachineOptions as string[]).map((option) => option.split(/=(.*)/s));
  const option = (name: string) => options.find(([other]) => other === `amazonec2-${name}`)?.[1] ?? '';
  const [key = '', value = ''] = option('tags').split(',');
  return {
    name: String(MachineName),
    securityGroup: option('security-group'),
    tags: { [key]: value },
    isSpot: option('request-spot-instance') === 'true',
  };
}
