import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const METADATA = 'outside/imds/latest/meta-data';
const IDENTITY = 'outside/imds/latest/dynamic/instance-identity';

/** Writes a file of a machine while nothing runs on it; files of `outside` may be written at any time. */
export function place(root: string, path: string, content: string, mode = 0o644): void {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), content, { mode });
}

/** What the instance metadata service tells the machine about itself. */
export function introduce(root: string, instanceId: string, region: string): void {
  place(root, `${METADATA}/instance-id`, instanceId);
  place(root, `${METADATA}/placement/region`, region);
  // What cfn-init signs its calls with.
  place(root, `${IDENTITY}/document`, JSON.stringify({ instanceId, region }));
  place(root, `${IDENTITY}/signature`, 'signature');
  setLifecycleState(root, 'InService');
  // Made at an instance's first boot (machine-id(5)); gitlab-runner makes its system ID of it.
  place(root, '/etc/machine-id', createHash('md5').update(instanceId).digest('hex'));
}

/** What Auto Scaling has in mind for the instance, as the metadata service tells it. */
export const setLifecycleState = (root: string, state: 'InService' | 'Terminated') =>
  place(root, `${METADATA}/autoscaling/target-lifecycle-state`, state);

/** Everything that the stand-ins on this machine were asked so far, one line a call. */
export const calls = (root: string): string[] =>
  readFileSync(join(root, 'outside/calls'), { encoding: 'utf8', flag: 'a+' }).split('\n').filter(Boolean);

/** Lets the stand-ins trust a PEM; the result is for the machine's `outside`. */
export function trust(root: string, authority: string): Record<string, string> {
  place(root, 'outside/authority.pem', authority);
  return { AWS_CA_BUNDLE: '/outside/authority.pem', NODE_EXTRA_CA_CERTS: '/outside/authority.pem' };
}
