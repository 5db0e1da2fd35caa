import type { Architecture } from './architecture.ts';

// What a launch template's ImageId takes, so that each launch has the newest image:
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
const fromParameter = (name: string) => `resolve:ssm:${name}`;

/** Amazon Linux 2023, which has cfn-init, for the manager. */
export function managerImage(architecture: Architecture): string {
  return fromParameter(`/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`);
}

/** The ECS-optimized one for the workers: it already has Docker, and ec2-user may use it. */
export function workerImage(chosen: string, architecture: Architecture): string {
  if (chosen.startsWith('/')) return fromParameter(chosen);
  if (chosen !== '') return chosen;
  const folder = architecture === 'arm64' ? 'arm64/' : '';
  return fromParameter(`/aws/service/ecs/optimized-ami/amazon-linux-2023/${folder}recommended/image_id`);
}
