import { PRICES } from '../launch/prices.ts';
import { HOURS_A_MONTH } from './measures.ts';
import type { Parameters } from './parameters.ts';

/** What the model cannot know, and takes as given. */
export interface Inputs {
  /** Seconds from launch to the first job, by executor. */
  readonly bootSeconds: Readonly<Record<'docker-autoscaler' | 'docker+machine', number>>;
  /** US$ an hour for a worker with its volume and address. */
  readonly price: number;
}

export const BOOT_SECONDS = {
  // An image with Docker: 25.8 s to SSH as https://github.com/brevdev/ec2-coldboot-research measured it, and an
  // assumed 14 s for cloud-init, Docker and instance_ready_command.
  'docker-autoscaler': 40,
  // A stock image, on which docker-machine installs Docker: within the 115 to 206 s that remain of
  // https://github.com/github-aws-runners/terraform-aws-github-runner/issues/1766 without its delay of 30 s.
  'docker+machine': 140,
} as const;

/** On demand, with the volume and a public address; undefined when the price list has no such type or region. */
export function workerPrice(region: string, parameters: Parameters): number | undefined {
  const { disk, instances } = PRICES.regions[region] ?? {};
  const hourly = instances?.[parameters.WorkerInstanceTypes.split(',')[0] ?? ''];
  if (hourly === undefined || disk === undefined) return undefined;
  return hourly + (Number(parameters.WorkerVolumeSize) * disk) / HOURS_A_MONTH + PRICES.address;
}
