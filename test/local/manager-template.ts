import { createHash } from 'node:crypto';
import { readTemplate } from '../../scripts/lib/template.ts';

/** What the custom resources would answer. */
const ANSWERS: Readonly<Record<string, string>> = {
  'Registration.ParameterName': '/gitlab-runner/guid/Registration/runner',
  'Registration.ParameterVersion': '2',
  'Registration.RunnerId': '1001',
  'Preflight.VpcCidrBlocks': '172.31.0.0/16',
  'Configuration.ParameterName': '/gitlab-runner/guid/Configuration/config',
  'Configuration.ReplacementKey': 'key',
};
// As far as the emulator reads it.
const WORKER_GROUP = { MinSize: '0', MaxSize: '10', NewInstancesProtectedFromScaleIn: true };
export const REGISTRATION = ANSWERS['Registration.ParameterName'];
export const CONFIGURATION = ANSWERS['Configuration.ParameterName'];

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What the function answers when it stores this text. */
export const answersOf = (text: string, version = 1) => ({
  'Configuration.ParameterVersion': String(version),
  'Configuration.Sha256': sha256(text),
  'Configuration.GitLabUrl': /^url = "(.*)"$/m.exec(text)?.[1] ?? '',
});

/** The manager of the real template, its user data and metadata word for word, in a stack that holds nothing else. */
export function managerTemplate(otherAnswers: Readonly<Record<string, string>>) {
  const answers = { ...ANSWERS, ...otherAnswers };
  const { Conditions, Mappings, Parameters, Resources } = readTemplate();
  const manager = answered(Resources.ManagerLaunchTemplate, answers) as {
    Properties: { LaunchTemplateData: { UserData: unknown } };
    Metadata: unknown;
  };
  const { UserData } = manager.Properties.LaunchTemplateData;
  const kept = {
    Mappings,
    // The key is the one that is given, or none.
    Conditions: {
      HasAutoscaler: Conditions.HasAutoscaler,
      CreatesTokenKey: { 'Fn::Equals': ['', 'created'] },
    },
    Outputs: { Signal: { Value: Resources.FirstWorker?.Properties.Signal } },
    Resources: {
      ManagerLogGroup: { Type: 'AWS::Logs::LogGroup' },
      WorkerGroup: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: WORKER_GROUP },
      ManagerReadyHandle: Resources.ManagerReadyHandle,
      ManagerReady: { ...Resources.ManagerReady, DependsOn: ['ManagerLaunchTemplate', 'WorkerGroup'] },
      ManagerLaunchTemplate: { ...manager, Properties: { LaunchTemplateData: { UserData } } },
    },
  };
  // No parameter without a use, so that a test may leave the others out.
  const named = JSON.stringify(kept);
  const used = Object.entries(Parameters).filter(
    ([name]) => named.includes(`\${${name}}`) || named.includes(`{"Ref":"${name}"}`),
  );
  return { ...kept, Parameters: Object.fromEntries(used) };
}

function answered(value: unknown, answers: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string')
    return value.replace(/\$\{(\w+\.\w+)\}/g, (whole, name: string) => answers[name] ?? whole);
  if (Array.isArray(value)) return value.map((one) => answered(one, answers));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, answered(inner, answers)]));
}
