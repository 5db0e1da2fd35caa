import { certificateAuthority } from '../../lib/certificates.ts';
import { type StandInGitLab, startGitLab } from '../../local/stand-ins/gitlab/gitlab.ts';
import { type ResponseUrls, startResponseUrls } from './response-urls.ts';
import { type Services, startServices } from './services.ts';

/** All that a function speaks to, over TLS on loopback: a GitLab, AWS, CloudFormation's response addresses. */
export interface Stage {
  readonly gitLab: StandInGitLab;
  /** GitLab's, with the two scopes that the stack needs. */
  readonly accessToken: string;
  readonly services: Services;
  readonly responses: ResponseUrls;
  /** The file with the authority that their certificates are from. */
  readonly authority: string;
  stop(): Promise<void>;
}

export async function startStage(): Promise<Stage> {
  const authority = certificateAuthority();
  const certificate = authority.issue('localhost');
  // First, since it may fail, and a server that is left running would keep the process.
  const responses = await startResponseUrls(certificate);
  const [gitLab, services] = await Promise.all([startGitLab({ certificate }), startServices(certificate)]);
  return {
    gitLab,
    accessToken: gitLab.issueAccessToken(['create_runner', 'manage_runner']),
    services,
    responses,
    authority: authority.file,
    async stop() {
      services.stop();
      responses.stop();
      await gitLab.stop();
    },
  };
}
