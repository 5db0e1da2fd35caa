import { readFileSync } from 'node:fs';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { parse } from 'yaml';
import { announce } from '../../release/announcement.ts';
import { prefilled } from '../../release/prefilled.ts';
import { type Deployment, STACK } from '../deployment.ts';
import { failureReasons, viewStack } from '../stack.ts';
import { REGION, type World } from '../world.ts';
import { bootWhile } from './boot-while.ts';
import { builtFile, releasedUrl, settled } from './template.ts';

/** Does what the console's page does that a Launch Stack link opens: its parameters, and the credential that is typed in. */
export async function deployLink(
  world: World,
  { GitLabToken = '', ...parameters }: Readonly<Record<string, string>>,
  boot: () => Promise<void>,
): Promise<Deployment> {
  const client = new CloudFormationClient(world.aws);
  const page = openedBy(printedLink(world, parameters));
  const stack = {
    StackName: page.stackName,
    TemplateURL: page.templateUrl,
    Capabilities: ['CAPABILITY_IAM' as const],
    Parameters: Object.entries({ ...page.parameters, GitLabToken }).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
  };
  const isThere = await client.send(new DescribeStacksCommand({ StackName: STACK })).catch(() => undefined);
  await client.send(isThere ? new UpdateStackCommand(stack) : new CreateStackCommand(stack));
  await bootWhile(client, settled(client, STACK), async () => [STACK], boot);
  return { ...(await viewStack(client, STACK)), reasons: await failureReasons(client, STACK) };
}

/** The link that `npm run release` prints for this region. */
function printedLink(world: World, given: Readonly<Record<string, string>>): string {
  const template = parse(readFileSync(builtFile(world), 'utf8'), { logLevel: 'silent' });
  const words = Object.entries(given).map(([name, value]) => `${name}=${value}`);
  const parameters = prefilled(words, template.Parameters);
  const url = releasedUrl(world);
  const text = announce({ region: REGION, versionUrl: url, latestUrl: url, parameters });
  return new RegExp(`^ +${REGION} +(https:.+)$`, 'm').exec(text)?.[1] ?? '';
}

/** What the console reads in a link. */
function openedBy(link: string) {
  const query = new URLSearchParams(link.slice(link.indexOf('?', link.indexOf('#')) + 1));
  const entries = [...query].filter(([name]) => name.startsWith('param_'));
  return {
    stackName: query.get('stackName') ?? '',
    templateUrl: query.get('templateURL') ?? '',
    parameters: Object.fromEntries(entries.map(([name, value]) => [name.slice('param_'.length), value])),
  };
}
