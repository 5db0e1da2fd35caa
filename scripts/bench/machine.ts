import { availableParallelism, cpus, release, totalmem } from 'node:os';

/** What the figures of one run were measured on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
}

export function thisMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() || 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()} ${process.arch}`,
    node: process.version,
  };
}

/** `AMD EPYC, 2 cores, 24 GiB, linux 6.18 x64, Node v24.21.0` */
export const describeMachine = ({ processor, cores, memoryGiB, system, node }: Machine): string =>
  `${processor}, ${cores} ${cores === 1 ? 'core' : 'cores'}, ${memoryGiB} GiB, ${system}, Node ${node}`;
