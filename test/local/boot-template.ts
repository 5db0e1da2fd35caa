const UNIT = `[Unit]
Description=GitLab Runner
[Service]
EnvironmentFile=/etc/settings
RuntimeDirectory=gitlab-runner
RuntimeDirectoryMode=0700
ExecStartPre=/opt/fetch
ExecStartPre=/usr/local/bin/gitlab-runner lint --config /run/gitlab-runner/config.toml
ExecStart=/usr/local/bin/gitlab-runner run --config /run/gitlab-runner/config.toml
KillSignal=SIGQUIT
TimeoutStopSec=20
`;
const FETCH = `#!/bin/bash -eu
umask 077
mkdir -p /run/gitlab-runner
token=$(aws ssm get-parameter --with-decryption --name "$TOKEN" --query Parameter.Value --output text)
printf '[[runners]]\\nurl = "https://gitlab.example.com"\\ntoken = "%s"\\nexecutor = "docker"\\n' "$token" > /run/gitlab-runner/config.toml
`;
const INSTALL = `#!/bin/bash -eu
cd "$(mktemp -d)"
curl --fail --silent --output gitlab-runner https://example.com/gitlab-runner-linux-amd64
install -m 755 gitlab-runner /usr/local/bin/gitlab-runner
`;
const USER_DATA = `#!/bin/bash -u
export PATH=/opt/aws/bin:$PATH
here='--stack \${AWS::StackId} --resource ManagerLaunchTemplate --region \${AWS::Region}'
cfn-init -v $here --configsets boot > /run/boot 2>&1
status=$?
cfn-signal -e $status --reason "$(tail -n 1 /run/boot)" '\${Handle}'
[ $status = 0 ] && cfn-init -v $here --configsets start
`;

/** The shape of a manager's part of a stack, as small as can be. */
export const template = (parameter: string) => ({
  Resources: {
    Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
    Ready: {
      Type: 'AWS::CloudFormation::WaitCondition',
      DependsOn: 'ManagerLaunchTemplate',
      Properties: { Handle: { Ref: 'Handle' }, Timeout: '60' },
    },
    ManagerLaunchTemplate: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: { LaunchTemplateData: { UserData: { 'Fn::Base64': { 'Fn::Sub': USER_DATA } } } },
      Metadata: {
        'AWS::CloudFormation::Init': {
          configSets: { boot: ['install'], start: ['start'] },
          install: {
            files: {
              '/etc/settings': {
                content: { 'Fn::Sub': `AWS_DEFAULT_REGION=\${AWS::Region}\nTOKEN=${parameter}\n` },
              },
              '/opt/install': { mode: '000755', content: INSTALL },
              '/opt/fetch': { mode: '000755', content: FETCH },
              '/etc/systemd/system/gitlab-runner.service': { content: UNIT },
            },
            commands: {
              '01_install': { command: '/opt/install' },
              '02_fetch': { command: 'set -a; . /etc/settings; /opt/fetch' },
            },
          },
          start: {
            commands: { '01_start': { command: 'systemctl enable --now gitlab-runner' } },
          },
        },
      },
    },
  },
});
