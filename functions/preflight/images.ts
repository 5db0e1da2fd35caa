import type { Architecture } from './checks/instance-types.ts';
import type { Properties } from './properties.ts';

// What a launch template's ImageId takes, so that each launch has the newest image:
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
const fromParameter = (name: string) => `resolve:ssm:${name}`;

/** Amazon Linux 2023, which has cfn-init, for the manager. */
export function managerImage(architecture: Architecture): string {
  return fromParameter(`/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`);
}

/** The root device of the images above and below, whose size and encryption a launch sets by its name. */
export const rootDevice = ({ isDockerMachine }: Pick<Properties, 'isDockerMachine'>) =>
  isDockerMachine ? '/dev/sda1' : '/dev/xvda';

/**
 * The ECS-optimized one for the workers: it already has Docker, and ec2-user may use it. Ubuntu for
 * docker-machine, which on Amazon Linux would install `curl`, and Amazon Linux 2023 refuses that.
 */
export function workerImage(
  { workerImageId, isDockerMachine }: Pick<Properties, 'workerImageId' | 'isDockerMachine'>,
  architecture: Architecture,
): string {
  if (workerImageId.startsWith('/')) return fromParameter(workerImageId);
  if (workerImageId !== '') return workerImageId;
  const isArm = architecture === 'arm64';
  return fromParameter(
    isDockerMachine
      ? `/aws/service/canonical/ubuntu/server/24.04/stable/current/${isArm ? 'arm64' : 'amd64'}/hvm/ebs-gp3/ami-id`
      : `/aws/service/ecs/optimized-ami/amazon-linux-2023/${isArm ? 'arm64/' : ''}recommended/image_id`,
  );
}
