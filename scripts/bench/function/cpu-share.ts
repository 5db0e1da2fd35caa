import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The memory at which Lambda gives a whole vCPU. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const WHOLE_CPU_AT = 1769;
/** Microseconds; Lambda's own, as its throttling shows in a function's clock. */
const PERIOD = 20_000;
const ROOT = '/sys/fs/cgroup';

/** A control group whose processes get a part of one CPU. */
export interface CpuShare {
  /** From now on the process gets so much of a CPU, between 0 and 1. */
  throttle(pid: number, share: number): void;
  remove(): void;
}

/** Of one CPU, for a function with so many MiB. */
export const shareOf = (memory: number): number => Math.min(1, memory / WHOLE_CPU_AT);

/** Makes a control group of either version. Gives undefined where this user may not, or the kernel has no quota. */
export function openCpuShare(): CpuShare | undefined {
  return open(join(ROOT, 'cpu'), 'cpu.cfs_quota_us') ?? open(ROOT, 'cpu.max');
}

function open(parent: string, knob: string): CpuShare | undefined {
  const folder = join(parent, `bench-${process.pid}`);
  const write = (file: string, text: string | number) => writeFileSync(join(folder, file), String(text));
  try {
    delegate(parent);
    mkdirSync(folder);
  } catch {
    return undefined;
  }
  if (!existsSync(join(folder, knob))) {
    rmdirSync(folder);
    return undefined;
  }
  if (knob === 'cpu.cfs_quota_us') write('cpu.cfs_period_us', PERIOD);
  return {
    throttle(pid, share) {
      const quota = Math.round(share * PERIOD);
      write(knob, knob === 'cpu.max' ? `${quota} ${PERIOD}` : quota);
      write('cgroup.procs', pid);
    },
    remove: () => rmdirSync(folder),
  };
}

/** In version 2 a group's children have the knobs of a controller only when the group hands it down. */
function delegate(parent: string): void {
  const handedDown = join(parent, 'cgroup.subtree_control');
  if (existsSync(handedDown) && !readFileSync(handedDown, 'utf8').includes('cpu'))
    writeFileSync(handedDown, '+cpu');
}
