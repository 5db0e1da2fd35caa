import { PARTITIONS } from './regions.ts';

/** What somebody wants to launch; `parameters` are those that differ from their defaults, never a NoEcho one. */
export interface Launch {
  readonly region: string;
  readonly stackName: string;
  readonly templateUrl: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The console's page that creates a stack with everything filled in.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
 * @throws Error when the region is none of regions.ts.
 */
export function consoleLink({ region, stackName, templateUrl, parameters }: Launch): string {
  const partition = PARTITIONS.find(({ regions }) => region in regions);
  if (!partition) throw new Error(`There is no console known for the region ${region}: see regions.ts.`);
  const filled = Object.entries(parameters).map(([name, value]) => [`param_${name}`, value] as const);
  const query = [['templateURL', templateUrl], ['stackName', stackName], ...filled]
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
    .join('&');
  return `https://${region}.${partition.console}/cloudformation/home?region=${region}#/stacks/create/review?${query}`;
}
