import type { Properties } from './properties.ts';
import type { Report } from './report.ts';

/**
 * The certificates for the workers' user data, in which CloudFormation resolves no parameter. A PEM that was given
 * itself the template hands on, and to docker-machine's workers the manager does.
 * https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/179
 */
export function certificateForWorkers(
  pem: string | undefined,
  { caCertificate: name, isDockerMachine }: Properties,
  most: number,
  report: Report,
): string {
  if (!pem || isDockerMachine || !name.startsWith('/')) return '';
  const bytes = Buffer.byteLength(JSON.stringify(pem));
  if (bytes <= most) return pem;
  report('long-ca-certificate', { name, bytes, most });
  return '';
}
