import { render } from '../../functions/configuration/config-toml.ts';
import { parseProperties } from '../../functions/configuration/parse-properties.ts';
import type { Configured } from '../../functions/configuration/properties.ts';
import { replacementKey } from '../../functions/configuration/reload.ts';
import { numbered } from '../../functions/preflight/preflight.ts';
import { readRegistries, repositoriesOf } from '../../functions/preflight/registries.ts';
import { identify } from '../../functions/registration/identity.ts';
import { parseProperties as parseRegistration } from '../../functions/registration/properties.ts';
import { propertyReader } from '../../functions/shared/property-reader.ts';
import { parseTags } from '../../functions/shared/tags.ts';
import { type Evaluated, evaluate } from './evaluate.ts';
import { readTemplate } from './template.ts';

const GUID = '0a1b2c3d-0000-4000-8000-000000000001';
const STACK = {
  id: `arn:aws:cloudformation:us-east-1:123456789012:stack/sample/${GUID}`,
  ...{ guid: GUID, name: 'sample', logicalId: 'Registration' },
};
const PSEUDO = {
  ...{ 'AWS::Region': 'us-east-1', 'AWS::StackName': STACK.name, 'AWS::StackId': STACK.id },
  ...{ 'AWS::Partition': 'aws', 'AWS::AccountId': '123456789012', 'AWS::URLSuffix': 'amazonaws.com' },
};
const TEMPLATE = readTemplate();
/** What cannot be changed in place: with another value CloudFormation makes another resource. */
const FIXED: Readonly<Record<string, string>> = {
  'AWS::EC2::SecurityGroup': 'VpcId',
  'AWS::IAM::InstanceProfile': 'Path',
};

type Properties = Readonly<Record<string, unknown>>;

/** What the stack comes to with these parameters, by its own template and functions; no more is asked of AWS. */
export interface ConfiguredStack {
  /** A resource's properties as CloudFormation hands them on. */
  propertiesOf(logicalId: string): Properties;
  readonly configured: Configured;
  /** The runner's identity: another one is another runner. */
  readonly runner: string;
  /** What the manager's instance is launched with, and where: another one is another manager. */
  readonly launched: string;
  /** What cfn-init has put on the manager, which cfn-hup watches. */
  readonly installed: string;
}

/** Parameters that are not named have their defaults. Throws the functions' OperatorErrors. */
export function configuredStack(parameters: Readonly<Record<string, string>>): ConfiguredStack {
  // In the order in which CloudFormation asks them.
  const returned: Record<string, Properties> = { Preflight: found(parameters) };
  const propertiesOf = (id: string) => evaluated.of(TEMPLATE.Resources[id]?.Properties) as Properties;
  const evaluated: Evaluated = evaluate(TEMPLATE, {
    ...{ parameters, pseudo: PSEUDO },
    attribute(logicalId, attribute) {
      if (returned[logicalId]) return returned[logicalId][attribute ?? ''];
      const fixed = FIXED[TEMPLATE.Resources[logicalId]?.Type ?? ''];
      const words = [logicalId, attribute, fixed && propertiesOf(logicalId)[fixed]];
      return words.filter(Boolean).join('-').toLowerCase();
    },
  });
  const configured = { ...parseProperties(propertiesOf('Configuration')), stack: STACK };
  returned.Configuration = {
    ...{ ParameterName: 'config.toml', ParameterVersion: render(configured) },
    ReplacementKey: replacementKey(configured),
  };
  const registration = propertiesOf('Registration');
  const runner = identify(parseRegistration(registration), STACK);
  // Of a new version the manager has the token, under its key; what else GitLab keeps is none of its business.
  returned.Registration = { ParameterName: runner, RunnerId: runner, ParameterVersion: registration.KeyArn };
  const launched = [propertiesOf('ManagerLaunchTemplate'), propertiesOf('ManagerGroup').VPCZoneIdentifier];
  const installed = evaluated.of(TEMPLATE.Resources.ManagerLaunchTemplate?.Metadata);
  return {
    ...{ propertiesOf, configured, runner },
    ...{ launched: JSON.stringify(launched), installed: JSON.stringify(installed) },
  };
}

/** What Preflight returns where all is well. */
const found = (parameters: Readonly<Record<string, string>>): Properties => ({
  VpcId: parameters.VpcId || 'vpc-0123456789abcdef0',
  VpcCidrBlocks: '172.31.0.0/16',
  ManagerSubnetIds: parameters.SubnetIds || 'subnet-0123456789abcdef0',
  SubnetIds: parameters.SubnetIds || 'subnet-0123456789abcdef0',
  Zones: 'us-east-1a',
  ...{ ManagerArchitecture: 'arm64', WorkerArchitecture: 'x86_64' },
  ManagerImage: 'resolve:ssm:/aws/service/manager/image_id',
  WorkerRootDevice: '/dev/sda1',
  CaCertificate: parameters.GitLabCaCertificate ?? '',
  EcrRepositories: repositoriesOf(readRegistries(propertyReader(parameters)), STACK.id),
  ...numbered(parseTags(parameters.ResourceTags ?? '')),
  WorkerImage: parameters.WorkerImageId || 'resolve:ssm:/aws/service/worker/image_id',
});
