import { answering, authority, GITLAB, serve } from '../support/https-server.ts';

/** A GitLab of today, and the properties by which preflight finds it. */
export async function startGitLab() {
  const { url, stop } = await serve(answering(GITLAB));
  return { given: { GitLabUrl: url, GitLabCaCertificate: authority.cert }, stop };
}
