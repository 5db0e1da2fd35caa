import { consoleLink } from '../launch/link.ts';
import { nestedText } from '../launch/texts.ts';

export interface Released {
  readonly region: string;
  /** The template that stays as it is, and the one that the next release replaces. */
  readonly versionUrl: string;
  readonly latestUrl: string;
  /** What the links fill in. */
  readonly parameters: Readonly<Record<string, string>>;
}

const BUTTON = 'https://s3.amazonaws.com/cloudformation-examples/cloudformation-launch-stack.png';
// A parent's credential stays where it is: the child is told its name.
const CREDENTIAL = { GitLabTokenSource: '/gitlab/token', GitLabTokenKind: 'access', RunnerScope: 'group/1' };

/**
 * An object's address. The bucket is in the path: in the host's name its dots would not fit S3's certificate.
 */
export function addressOf(region: string, bucket: string, key: string): string {
  const [prefix = ''] = region.split('-');
  return `https://s3.${region}.${DOMAINS[prefix] ?? 'amazonaws.com'}/${bucket}/${key}`;
}

/** Those of the partitions that have one of their own, by what their regions begin with. */
const DOMAINS: Readonly<Record<string, string>> = { cn: 'amazonaws.com.cn', eusc: 'amazonaws.eu' };

/** What to do with a release: the README's button, and a parent's resource. Other links the launch page makes. */
export function announce({ region, versionUrl, latestUrl, parameters }: Released): string {
  const stackName = 'gitlab-runner';
  const nested = { ...CREDENTIAL, ...parameters };
  return [
    `The button for the README, which launches the stack in ${region}:`,
    `  [![Launch Stack](${BUTTON})](${consoleLink({ region, stackName, templateUrl: latestUrl, parameters })})`,
    '',
    'In a parent template:',
    nestedText({ region, stackName, templateUrl: versionUrl, parameters: nested }),
  ].join('\n');
}
