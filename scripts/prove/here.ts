import type { Progress } from '../lib/progress.ts';
import { gitLabApi } from '../local/gitlab-api.ts';
import { withMachines } from '../local/machines.ts';
import { PROJECT_ID } from '../local/stand-ins/gitlab/runner.ts';
import { openWorld, REGION } from '../local/world.ts';
import { deployOptionsOf, type World } from './world.ts';

type Parameters = Readonly<Record<string, string>>;

/** Opens the emulated AWS and the stand-in GitLab for a proof, with the parameters that a stack needs there. */
export async function withLocalWorld(
  stack: string,
  signal: AbortSignal,
  progress: Progress,
  given: Parameters,
  work: (world: World, parameters: Parameters) => Promise<void>,
): Promise<void> {
  const local = await openWorld(signal, stack, ...deployOptionsOf(stack));
  const token = local.gitLab.issueAccessToken(['api']);
  const { url: gitLabUrl } = local.gitLab;
  const gitLab = gitLabApi(gitLabUrl, local.gitLabAuthority, token);
  const own = { kind: 'local', region: REGION, gitLab, gitLabUrl, token, project: PROJECT_ID } as const;
  const parameters = { ...given, GitLabUrl: gitLabUrl, GitLabCaCertificate: local.certificate };
  try {
    await withMachines(local, progress.say, ({ settled }) => work({ ...local, ...own, settled }, parameters));
  } finally {
    await local.stop();
  }
}
