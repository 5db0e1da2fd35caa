/** The amazonec2 driver refuses every other region: https://gitlab.com/gitlab-org/ci-cd/docker-machine/-/blob/main/docs/drivers/aws.md */
const KNOWN = new Set([
  ...['af-south-1', 'ap-east-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1'],
  ...['ap-south-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ca-central-1', 'cn-north-1'],
  ...['cn-northwest-1', 'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2'],
  ...['eu-west-1', 'eu-west-2', 'eu-west-3', 'me-central-1', 'me-south-1', 'sa-east-1', 'us-east-1'],
  ...['us-east-2', 'us-gov-east-1', 'us-gov-west-1', 'us-west-1', 'us-west-2'],
]);

/**
 * The driver's options for region and zone. It puts the region before the zone, so that a zone is a letter; but
 * with an endpoint it takes any region, the one to sign for from AWS_REGION, and a zone's whole name.
 */
export function regionOptions(region: string, zone: string): Record<string, string> {
  if (KNOWN.has(region)) return { region, zone: zone.slice(region.length) };
  const suffix = region.startsWith('eusc-') ? 'amazonaws.eu' : 'amazonaws.com';
  return { region, zone, endpoint: `https://ec2.${region}.${suffix}` };
}
