import { describe, expect, test } from 'vitest';
import { readTemplate } from '../../../scripts/lib/template.ts';
import { actionsOf } from './call.ts';
import { judge } from './decide.ts';
import { CASES } from './functions.ts';
import { NETWORK, writesLog } from './lambda-calls.ts';
import { granted, policiesOf } from './sample.ts';
import { actionsInCode } from './sdk-calls.ts';

describe.each(
  CASES.map(
    ({ name, parameters, calls }) => [`${name}Role`, Object.keys(parameters), parameters, calls] as const,
  ),
)('%s with %s', (role, _names, parameters, calls) => {
  const policies = policiesOf(role, parameters);
  test.each(judge(policies, calls, 'own'))('allows %s', (_, decision) => {
    expect(decision).toBe('Allow');
  });
  test.each(judge(policies, calls, 'others'))('denies %s', (_, decision) => {
    expect(decision).not.toBe('Allow');
  });
  test('grants nothing that is not called', () => {
    expect(granted(policies)).toEqual(actionsOf(calls));
  });
});

/** What AWS does in a function's name, and what stands in a bundle without ever being called. */
const BY_AWS: Readonly<Record<string, readonly string[]>> = {
  Preflight: actionsOf(NETWORK).filter((action) => action !== 'ec2:DescribeSubnets'),
  Registration: [...actionsOf(NETWORK), 'kms:Decrypt', 'kms:Encrypt'],
};
const NEVER_CALLED: Readonly<Record<string, readonly string[]>> = {
  // Of the two questions to CloudFormation one is enough for these.
  Fleet: ['cloudformation:DescribeStackResource'],
  Configuration: ['cloudformation:DescribeStacks'],
  // Of a group it asks for the members alone: functions/reaper/reaper.ts.
  Reaper: [
    'autoscaling:SetInstanceProtection',
    'autoscaling:SuspendProcesses',
    'autoscaling:UpdateAutoScalingGroup',
  ],
};

const { Resources } = readTemplate();
const FUNCTIONS = Object.entries(Resources)
  .filter(([, { Type }]) => Type === 'AWS::Serverless::Function')
  .map(([name, { Metadata }]) => {
    const { EntryPoints } = Metadata?.BuildProperties as { EntryPoints: string[] };
    return [name.replace(/Function$/, ''), EntryPoints[0] ?? ''] as const;
  });

test.each(
  FUNCTIONS,
)('%s: the calls in functions/%s are those that are judged above, and no others', async (name, entry) => {
  const judged = CASES.filter((one) => one.name === name).flatMap(({ calls }) => actionsOf(calls));
  const expected = new Set([...judged, ...(NEVER_CALLED[name] ?? [])]);
  const byAws = [...(BY_AWS[name] ?? []), ...actionsOf(writesLog(name))];
  expect(new Set([...(await actionsInCode(entry)), ...byAws])).toEqual(expected);
});
