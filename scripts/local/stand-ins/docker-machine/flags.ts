// The flags of `create`: commands/create.go and drivers/none/driver.go of docker/machine (b170508b, of 0.16.2), and
// drivers/amazonec2/amazonec2.go of GitLab's fork at v0.16.2-gitlab.23. The source of v0.16.2-gitlab.27, which a
// manager downloads, could not be read: what came in between is unknown here.
import type { Flag } from '../go-flags.ts';

const values = (names: string, prefix = ''): Flag[] =>
  names.split(' ').map((name) => ({ names: [`${prefix}${name}`], takes: 'value' }));
const switches = (names: string, prefix = ''): Flag[] =>
  values(names, prefix).map((flag) => ({ ...flag, takes: 'nothing' }));

const SHARED: readonly Flag[] = [
  { names: ['driver', 'd'], takes: 'value' },
  ...values('engine-install-url engine-opt engine-insecure-registry engine-registry-mirror engine-label'),
  ...values('engine-storage-driver engine-env tls-san'),
  ...values('swarm-image swarm-discovery swarm-strategy swarm-opt swarm-join-opt swarm-host swarm-addr'),
  ...switches('swarm swarm-master swarm-experimental'),
];
const AMAZON: readonly Flag[] = [
  ...values(
    'access-key secret-key session-token ami region vpc-id zone subnet-id security-group',
    'amazonec2-',
  ),
  ...values('open-port tags instance-type device-name root-size volume-type volume-kms-key', 'amazonec2-'),
  ...values(
    'iam-instance-profile ssh-port ssh-user spot-price block-duration-minutes ssh-keypath',
    'amazonec2-',
  ),
  ...values('keypair-name retries endpoint userdata metadata-token', 'amazonec2-'),
  ...values('metadata-token-response-hop-limit', 'amazonec2-'),
  ...switches(
    'security-group-readonly volume-encrypted request-spot-instance private-address-only',
    'amazonec2-',
  ),
  ...switches('use-private-address monitoring use-ebs-optimized-instance insecure-transport', 'amazonec2-'),
];

/** By `--driver`; undefined for a driver that was not read. */
export const CREATE_FLAGS: Readonly<Record<string, readonly Flag[]>> = {
  none: [...SHARED, ...values('url')],
  amazonec2: [...SHARED, ...AMAZON],
};
export const RM_FLAGS: readonly Flag[] = [{ names: ['force', 'f'], takes: 'nothing' }, ...switches('y')];
