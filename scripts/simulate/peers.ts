import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type PeerId =
  | 'cattle-ops'
  | 'pepperize'
  | 'grit'
  | 'gitlab-docker-machine-guide'
  | 'gitlab-docker-autoscaler-guide';

/** Another's settings, as its source has them. */
export interface Peer {
  readonly id: PeerId;
  readonly name: string;
  /** What these values are to whoever installs it. */
  readonly are: 'its defaults' | 'its example';
  /** Where the values are from. */
  readonly source: string;
  /** The part of its config.toml that decides when workers come and go. */
  readonly config: string;
}

export const PEERS: readonly Peer[] = [
  peer('cattle-ops', 'cattle-ops/terraform-aws-gitlab-runner', 'its defaults'),
  peer('pepperize', 'pepperize/cdk-autoscaling-gitlab-runner', 'its defaults'),
  peer('grit', 'GRIT, docker-autoscaler-default', 'its defaults'),
  peer('gitlab-docker-machine-guide', "GitLab's guide to docker+machine on AWS", 'its example'),
  peer('gitlab-docker-autoscaler-guide', "GitLab's guide to docker-autoscaler on AWS", 'its example'),
];

/** A file's first line names its source. */
function peer(id: PeerId, name: string, are: Peer['are']): Peer {
  const config = readFileSync(join(import.meta.dirname, 'peers', `${id}.toml`), 'utf8');
  const [first = ''] = config.split('\n');
  return { id, name, are, source: first.replace(/^# /, ''), config };
}
