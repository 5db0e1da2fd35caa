import type { PeerId } from '../simulate/peers.ts';

export interface Instance {
  readonly what: string;
  readonly type: string;
  /** GiB. */
  readonly disk: number;
  readonly hasAddress: boolean;
}

/** What of a peer's stack costs money while no job runs; how many workers wait follows from its settings. */
export interface Stack {
  readonly instances: readonly Instance[];
  readonly worker: Instance;
  readonly natGateways: number;
  /** What its source leaves open, and what is counted then. */
  readonly note: string;
}

/** GiB of an image's own, where a project leaves it at that. */
const DISK = 8;

const manager = (type: string, hasAddress: boolean): Instance => ({
  ...{ what: 'manager', type, disk: DISK, hasAddress },
});
const worker = (type: string, disk: number, hasAddress: boolean): Instance => ({
  ...{ what: 'idle workers', type, disk, hasAddress },
});

/** From the sources that are named beside the peers' settings. */
export const STACKS: Readonly<Record<PeerId, Stack>> = {
  'cattle-ops': {
    instances: [manager('t3.micro', false)],
    worker: worker('m5.large', DISK, false),
    natGateways: 1,
    note: 'its instances have private addresses only, so the NAT gateway of its examples/runner-default is counted',
  },
  pepperize: {
    instances: [
      manager('t3.nano', false),
      { what: 'NAT instance', type: 't3.nano', disk: DISK, hasAddress: true },
    ],
    worker: worker('t3.micro', 16, false),
    natGateways: 0,
    note: 'its idle worker is spot, and counted on demand, since a list has no prices for spot',
  },
  grit: {
    instances: [manager('t2.micro', true)],
    worker: worker('t3.medium', 25, true),
    natGateways: 0,
    note: 'all in a public subnet',
  },
  'gitlab-docker-machine-guide': {
    instances: [manager('t4g.micro', true)],
    worker: worker('m4.2xlarge', 16, true),
    natGateways: 0,
    note: "it names no type for the manager, so this stack's is counted",
  },
  'gitlab-docker-autoscaler-guide': {
    instances: [manager('t4g.micro', true)],
    worker: worker('m7i.large', 30, true),
    natGateways: 0,
    note: "it names no types, so this stack's are counted",
  },
};
