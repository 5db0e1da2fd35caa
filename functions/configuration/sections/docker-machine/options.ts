import type { Configured, Properties } from '../../properties.ts';
import { EXCEPTIONS } from '../../proxy.ts';
import type { MachineWorkers } from './properties.ts';
import { regionOptions } from './regions.ts';

/** Docker's own script with the engine's version written into it: https://github.com/rancher/install-docker */
const ENGINE_INSTALL_URL = 'https://releases.rancher.com/install-docker/28.5.1.sh';

/** The workers' cloud-config, which the manager writes: proxy and private CA, before Docker is installed. */
const WORKER_USER_DATA = '/run/gitlab-runner/worker-user-data';

/** `MachineOptions`: what `docker-machine create` is called with, each without its `--`. */
export function machineOptions(properties: Configured, workers: MachineWorkers): string[] {
  const driver = {
    ...instance(properties, workers),
    ...network(properties, workers),
    ...userData(properties),
  };
  return [
    ...Object.entries(driver).map(([name, value]) => `amazonec2-${name}=${value}`),
    `engine-install-url=${ENGINE_INSTALL_URL}`,
    ...(properties.registryMirror ? [`engine-registry-mirror=${properties.registryMirror}`] : []),
    ...engineEnvironment(properties),
  ];
}

function instance(
  { stack, tags }: Configured,
  { instanceType, image, rootDevice, volumeGib, isSpot }: MachineWorkers,
) {
  return {
    'instance-type': instanceType,
    // Without it: an Ubuntu of 2022. The manager puts the id in the place of a `resolve:ssm:<parameter>`.
    ami: image,
    'ssh-user': 'ubuntu',
    'device-name': rootDevice,
    'root-size': String(volumeGib),
    'volume-type': 'gp3',
    'volume-encrypted': 'true',
    // One hop ends at the worker: no job's container reaches the metadata. There is no profile to find there either.
    'metadata-token': 'required',
    'metadata-token-response-hop-limit': '1',
    // An empty price is capped at the on-demand one; without the option it would be 0.50 dollars.
    ...(isSpot && { 'request-spot-instance': 'true', 'spot-price': '' }),
    // Names and values, so none may hold a comma. The manager appends `,gitlab-runner-manager,<its instance's id>`
    // to what stands before the closing quote.
    tags: ['gitlab-runner-stack', stack.id, ...tags.flatMap(({ Key, Value }) => [Key, Value])].join(','),
  };
}

function network({ region }: Properties, workers: MachineWorkers) {
  const { vpcId, subnetId, zone, securityGroupName, assignPublicIp } = workers;
  return {
    ...regionOptions(region, zone),
    'vpc-id': vpcId,
    'subnet-id': subnetId,
    'security-group': securityGroupName,
    // Else it opens ports 22 and 2376 to the world.
    'security-group-readonly': 'true',
    // The manager comes by the private address in both cases, since the security group knows it by that one alone.
    ...(assignPublicIp === 'false' ? { 'private-address-only': 'true' } : { 'use-private-address': 'true' }),
  };
}

const userData = ({ proxy, hasCaCertificate }: Properties) =>
  (proxy || hasCaCertificate) && { userdata: WORKER_USER_DATA };

function engineEnvironment({ proxy }: Properties): string[] {
  if (!proxy) return [];
  const exceptions = [...EXCEPTIONS, ...proxy.exceptions].join(',');
  return [`HTTPS_PROXY=${proxy.url}`, `HTTP_PROXY=${proxy.url}`, `NO_PROXY=${exceptions}`].map(
    (variable) => `engine-env=${variable}`,
  );
}
