import { readTemplate } from './template.ts';

export interface Script {
  readonly name: string;
  readonly text: string;
}

interface InitFile {
  readonly content: unknown;
}
type Init = Record<string, { files?: Record<string, InitFile> }>;

const text = (content: unknown): string => {
  if (typeof content === 'string') return content;
  const sub = (content as { 'Fn::Sub'?: unknown })['Fn::Sub'];
  return String(Array.isArray(sub) ? sub[0] : (sub ?? ''));
};

/** The user data of a launch template as it stands in the template, with CloudFormation's own references left in. */
export function userDataOf(resource: string): string {
  const data = readTemplate().Resources[resource]?.Properties.LaunchTemplateData as {
    UserData: { 'Fn::Base64': unknown };
  };
  return text(data.UserData['Fn::Base64']);
}

/** Every file that cfn-init writes on the manager, by its path. */
export function managerFiles(): Script[] {
  const init = readTemplate().Resources.ManagerLaunchTemplate?.Metadata?.[
    'AWS::CloudFormation::Init'
  ] as Init;
  return Object.values(init).flatMap(({ files = {} }) =>
    Object.entries(files).map(([name, { content }]) => ({ name, text: text(content) })),
  );
}
