import type { Configured } from '../../functions/configuration/properties.ts';
import { parseProperties } from '../../functions/configuration/properties.ts';
import { replacementKey } from '../../functions/configuration/reload.ts';
import { render } from '../../functions/configuration/render.ts';
import { identify } from '../../functions/registration/identity.ts';
import { parseProperties as parseRegistration } from '../../functions/registration/properties.ts';
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
  const propertiesOf = (id: string) => evaluated.of(TEMPLATE.Resources[id]?.Properties) as Properties;
  const evaluated: Evaluated = evaluate(TEMPLATE, {
    ...{ parameters, pseudo: PSEUDO },
    attribute(logicalId, attribute) {
      const { Type } = TEMPLATE.Resources[logicalId] ?? {};
      if (logicalId === 'Preflight') return found(parameters)[attribute ?? ''];
      if (logicalId === 'Configuration') return written()[attribute ?? ''];
      if (logicalId === 'Registration') return registered()[attribute ?? ''];
      // A security group cannot move: in another network there is another one.
      if (Type === 'AWS::EC2::SecurityGroup') return `${logicalId} in ${propertiesOf(logicalId).VpcId}`;
      return [logicalId, attribute].filter(Boolean).join('-').toLowerCase();
    },
  });
  const configured = () => ({ ...parseProperties(propertiesOf('Configuration')), stack: STACK });
  const written = (): Properties => ({
    ...{ ParameterName: 'config.toml', ParameterVersion: render(configured()) },
    ReplacementKey: replacementKey(configured()),
  });
  const runner = () => identify(parseRegistration(propertiesOf('Registration')), STACK);
  // Of a new version the manager has the token, under its key; what else GitLab keeps is none of its business.
  const registered = (): Properties => ({
    ...{ ParameterName: runner(), RunnerId: runner(), ParameterVersion: propertiesOf('Registration').KeyArn },
  });
  const { VPCZoneIdentifier } = propertiesOf('ManagerGroup');
  return {
    propertiesOf,
    configured: configured(),
    runner: runner(),
    launched: JSON.stringify([propertiesOf('ManagerLaunchTemplate'), VPCZoneIdentifier]),
    installed: JSON.stringify(evaluated.of(TEMPLATE.Resources.ManagerLaunchTemplate?.Metadata)),
  };
}

/** What Preflight answers where all is well. */
const found = (parameters: Readonly<Record<string, string>>): Properties => ({
  VpcId: parameters.VpcId || 'vpc-0123456789abcdef0',
  VpcCidrBlocks: '172.31.0.0/16',
  SubnetIds: parameters.SubnetIds || 'subnet-0123456789abcdef0',
  Zones: 'us-east-1a',
  ...{ ManagerArchitecture: 'arm64', WorkerArchitecture: 'x86_64' },
  ManagerImage: 'resolve:ssm:/aws/service/manager/image_id',
  WorkerImage: parameters.WorkerImageId || 'resolve:ssm:/aws/service/worker/image_id',
});
