import type { Progress } from '../lib/progress.ts';
import type { Parameters } from '../local/deployment.ts';
import { gitLabApi } from '../local/gitlab-api.ts';
import { withMachines } from '../local/machines.ts';
import { PROJECT_ID } from '../local/stand-ins/gitlab/runner.ts';
import { openWorld, REGION } from '../local/world.ts';
import { deployOptionsOf, type World } from './world.ts';

/** Opens the emulated AWS and the stand-in GitLab for a proof, with the parameters that a stack needs there. */
export async function withLocalWorld(
  stack: string,
  signal: AbortSignal,
  { say }: Progress,
  work: (world: World, parameters: Parameters) => Promise<void>,
): Promise<void> {
  const local = await openWorld(signal, stack, ...deployOptionsOf(stack));
  const token = local.gitLab.issueAccessToken(['api']);
  const { url: GitLabUrl } = local.gitLab;
  const gitLab = gitLabApi(GitLabUrl, local.gitLabAuthority, token);
  const own = { kind: 'local', region: REGION, account: '', project: PROJECT_ID } as const;
  const asked = { gitLab, gitLabUrl: GitLabUrl, token };
  const parameters = { GitLabUrl, GitLabCaCertificate: local.certificate };
  try {
    await withMachines(local, say, ({ settled }) =>
      work({ ...local, ...own, ...asked, settled }, parameters),
    );
  } finally {
    await local.stop();
  }
}
