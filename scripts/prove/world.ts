import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { PROJECT } from '../lib/project.ts';
import type { Place } from '../local/deployment.ts';
import { type GitLabApi, gitLabApi } from '../local/gitlab-api.ts';
import { samCli } from '../local/sam.ts';
import type { Proof } from './record.ts';

/** Where a proof is made. */
export interface World extends Place {
  readonly kind: Proof['world'];
  readonly region: string;
  /** In other credentials' account nothing would be found, and so nothing left; empty where it ends with the proof. */
  readonly account: string;
  readonly gitLab: GitLabApi;
  readonly gitLabUrl: string;
  readonly project: number;
  /** GitLab's access token, with the scope `api`. */
  readonly token: string;
}
type Asked = Pick<World, 'stack' | 'gitLabUrl' | 'project' | 'token'> & { region: string | undefined };

/** The tag that a stack of a proof has, with its own name: no other stack is touched. */
export const TAG = 'gitlab-runner-stack-proof';

/** What `sam deploy` is told beside the parameters. */
export const deployOptionsOf = (stack: string) => [
  ...['--s3-prefix', `gitlab-runner-stack/${stack}`, '--tags', `${TAG}=${stack}`],
];

/** An endpoint of one's own is no real AWS, nor is the account of LocalStack or moto, which a profile may name, too. */
export const isReal = (account: string, environment = process.env) =>
  !/^(0{12}|123456789012)$/.test(account) &&
  !Object.keys(environment).some((name) => name.startsWith('AWS_ENDPOINT_URL'));

/** The account of the user's own credentials, and a GitLab. A private CA is trusted by NODE_EXTRA_CA_CERTS. */
export async function openAccount(asked: Asked, signal: AbortSignal): Promise<World> {
  const aws = { ...(asked.region && { region: asked.region }), maxAttempts: 6 };
  const sts = new STSClient(aws);
  const region = await sts.config.region();
  const { Account: account = '' } = await sts.send(new GetCallerIdentityCommand({}));
  mkdirSync(join(PROJECT, '.local'), { recursive: true });
  const output = join(mkdtempSync(join(PROJECT, '.local', 'run-')), 'sam.log');
  // AWS throttles whoever looks more often than is the SAM CLI's own way; samCli has a PATH of its own.
  const { GITLAB_TOKEN: _, PATH: __, ...inherited } = process.env as Record<string, string>;
  const own = { AWS_REGION: region, AWS_DEFAULT_REGION: region };
  const environment = { SAM_CLI_POLL_DELAY: '5', ...inherited, ...own };
  return {
    ...asked,
    ...{ kind: isReal(account) ? 'aws' : 'local', region, account, aws, output },
    sam: samCli(environment, output, signal),
    deployOptions: deployOptionsOf(asked.stack),
    gitLab: gitLabApi(asked.gitLabUrl, '', asked.token),
  };
}
