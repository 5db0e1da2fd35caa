import type { Account, Image } from '../ports.ts';
import type { Properties } from '../properties.ts';
import type { Report } from '../report.ts';
import type { Instances } from './instance-types.ts';

type Wanted = Pick<Properties, 'workerImageId' | 'workerVolumeGib' | 'isDockerMachine'>;

/** The user's own image for the workers, and whether it can be started; undefined where there is none. */
export async function findOwnImage(
  account: Account,
  wanted: Wanted,
  workers: Instances | undefined,
  report: Report,
): Promise<Image | undefined> {
  const id = await imageId(account, wanted, report);
  if (id === undefined) return undefined;
  const image = await account.image(id);
  if (!image) {
    report('no-image', { image: id });
    return undefined;
  }
  if (workers && image.architecture !== workers.architecture) {
    const types = workers.types.map(({ name }) => name).join(', ');
    report('other-architecture', { image: id, is: image.architecture, types, are: workers.architecture });
  }
  if (image.gib > wanted.workerVolumeGib) report('small-volume', { image: id, gib: image.gib });
  return image;
}

async function imageId(
  account: Account,
  { workerImageId: given, isDockerMachine }: Wanted,
  report: Report,
): Promise<string | undefined> {
  if (!given.startsWith('/')) return given || undefined;
  const parameter = await account.parameter(given);
  if (!parameter) report('no-image-parameter', { name: given });
  else if (!/^ami-[0-9a-f]{8,17}$/.test(parameter.text)) report('no-image-id', { name: given });
  // EC2 looks into those of the user's of this type alone; for docker-machine the manager reads them.
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-ec2-aliases.html
  else if (!isDockerMachine && !given.startsWith('/aws/') && parameter.type !== 'aws:ec2:image')
    report('other-data-type', { name: given, type: parameter.type });
  else return parameter.text;
  return undefined;
}
