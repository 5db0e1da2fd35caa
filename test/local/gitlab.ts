import { certificateAuthority } from '../../scripts/lib/certificates.ts';
import { startGitLab } from '../../scripts/local/stand-ins/gitlab/gitlab.ts';

/** The first runner that the stand-in GitLab makes. */
export const RUNNER = { id: 1001, token: 'glrt-t3_MARKED000002.01.02' } as const;

/** A GitLab with one runner, by an authority of its own, as a manager reaches it. */
export async function gitLabWithRunner() {
  const authority = certificateAuthority();
  const gitLab = await startGitLab({ certificate: authority.issue('localhost') });
  const { id, token } = gitLab.addRunner('ci');
  if (id !== RUNNER.id || token !== RUNNER.token) throw new Error(`Runner ${id} has another id or token.`);
  return { ...gitLab, parameters: { GitLabCaCertificate: authority.cert } };
}
export type GitLab = Awaited<ReturnType<typeof gitLabWithRunner>>;

/** The manager's configuration as the stack stores it: without its token. */
export const storedConfiguration = (gitLab: GitLab) => `concurrent = 10

[[runners]]
name = "ci"
url = "${gitLab.url}"
tls-ca-file = "/run/gitlab-runner/gitlab-ca.pem"
executor = "docker-autoscaler"

[runners.docker]
image = "alpine"

[runners.autoscaler]
plugin = "aws:1.1.0"
instance_ready_command = "cloud-init status --wait; test $? -ne 1 && docker version"

[runners.autoscaler.connector_config]
username = "ec2-user"
`;
